/** Above this window the divisor times 8 decimals is no longer a whole double. */
export declare const exactWindow = 13000;
/**
 * Linearly weighted average: the newest of `n` values counts `n` times, the oldest once; first at `from + n - 1`.
 * Exact on decimal prices like `rollingSum`.
 */
export declare function wma(x: Float64Array, n: number, from?: number): Float64Array;
