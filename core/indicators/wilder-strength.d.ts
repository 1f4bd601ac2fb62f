/** Relative strength index, 0 to 100 (Wilder 1978). */
export declare function rsi(x: Float64Array, n: number): Float64Array;
/** Chande momentum oscillator with Wilder's averages, -100 to 100. */
export declare function cmo(x: Float64Array, n: number): Float64Array;
