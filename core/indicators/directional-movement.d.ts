export interface DirectionalSums {
    /** Wilder-summed +DM, -DM and true range; each entry i >= n - 1 covers the bars up to i. */
    plus: Float64Array;
    minus: Float64Array;
    range: Float64Array;
}
/** Wilder's running sums of directional movement and true range (Wilder 1978): the first n - 1 moves are added up. */
export declare function directionalSums(high: Float64Array, low: Float64Array, close: Float64Array, n: number): DirectionalSums;
/** `scale` * part / range, 0 where there was no range. */
export declare function directionalIndicator(part: Float64Array, range: Float64Array, scale?: number): Float64Array;
/** Directional index, first at bar `n`; a bar without movement repeats the last value. */
export declare function directionalIndex(sums: DirectionalSums, n: number): Float64Array;
/** Wilder's average of the directional index, first at bar 2n - 1. */
export declare function averageDirectionalIndex(sums: DirectionalSums, n: number): Float64Array;
