/** Share of the largest sum since the restart below which its rounding would show. */
export declare const kept = 0.0001;
/** Bars between restarts, where the window is not longer. */
export declare const restart = 128;
/**
 * Population variance of the last `n` values, first at `from + n - 1`. Moments are taken about the window's mean at
 * each restart, now and then and whenever cancellation would show: large prices lose no digits,
 * and values that do not change have exactly none.
 */
export declare function rollingVariance(x: Float64Array, n: number, from?: number): Float64Array;
/** Population standard deviation of the last `n` values, first at `from + n - 1`. */
export declare function rollingDeviation(x: Float64Array, n: number, from?: number): Float64Array;
