/** Double exponential average (P. Mulloy 1994), first at `from + 2(n - 1)`. */
export declare function dema(x: Float64Array, n: number, from?: number): Float64Array;
/** Triple exponential average (P. Mulloy 1994), first at `from + 3(n - 1)`. */
export declare function tema(x: Float64Array, n: number, from?: number): Float64Array;
/** Average with triangular weights: a simple average of a simple average, first at `from + n - 1`. */
export declare function trima(x: Float64Array, n: number, from?: number): Float64Array;
/** Kaufman's adaptive average (P. Kaufman, Smarter Trading, 1995), between 2 and 30 bars, first at `from + n`. */
export declare function kama(x: Float64Array, n: number, from?: number): Float64Array;
/** Size of the change from the bar before; 0 on the first. */
export declare function steps(x: Float64Array): Float64Array;
/** Tillson's T3 (T. Tillson 1998) with volume factor `v`, first at `from + 6(n - 1)`. */
export declare function t3(x: Float64Array, n: number, v: number, from?: number): Float64Array;
export declare function hmaLookback(n: number): number;
/** Hull's average (A. Hull 2005): wma over sqrt(n) of 2 wma(n / 2) - wma(n). */
export declare function hma(x: Float64Array, n: number, from?: number): Float64Array;
export declare function zlemaLookback(n: number): number;
/** Zero-lag exponential average (J. Ehlers and R. Way 2010): ema of 2 x - x[lag], lag = (n - 1) / 2 rounded down. */
export declare function zlema(x: Float64Array, n: number, from?: number): Float64Array;
