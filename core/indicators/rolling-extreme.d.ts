/**
 * Highest of the last `n` values, first at `from + n - 1`. Blocks of `n` values (van Herk 1992): the window that ends on
 * a bar is the tail of one block and the head of the next, whose maxima are carried on. No branch depends on a price, and a missing value spoils just the windows it is in.
 */
export declare function rollingMax(x: Float64Array, n: number, from?: number): Float64Array;
/** Lowest of the last `n` values, first at `from + n - 1`, found as in `rollingMax`. */
export declare function rollingMin(x: Float64Array, n: number, from?: number): Float64Array;
