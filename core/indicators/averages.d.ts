import { rollingMean } from './rolling-sum.ts';
/** Simple average of `n` values, first at `from + n - 1`. */
export declare const sma: typeof rollingMean;
/** Exponential average, weight 2 / (n + 1), seeded by the mean of the first `n` values, first at `from + n - 1`. */
export declare function ema(x: Float64Array, n: number, from?: number): Float64Array;
/** Wilder's average (Wilder 1978): weight 1 / n, seeded by the mean of the first `n` values. */
export declare function rma(x: Float64Array, n: number, from?: number): Float64Array;
