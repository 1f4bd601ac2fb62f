/** Speed of the stop on one side: where it starts, what each new extreme adds, and where it ends. */
export interface Acceleration {
    initial: number;
    step: number;
    most: number;
}
/**
 * Wilder's parabolic stop (Wilder 1978), first on bar 1. `start` 0 lets the first directional movement choose the
 * side, above 0 it is a long stop's level, below 0 a short one's. A new stop lies `offset` (a fraction) further away.
 * `signed` writes a short stop as a negative number.
 */
export declare function parabolic(high: Float64Array, low: Float64Array, long: Acceleration, short: Acceleration, start?: number, offset?: number, signed?: boolean): Float64Array;
export declare function capped({ initial, step, most }: Acceleration): Acceleration;
