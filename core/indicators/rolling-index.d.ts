/** Row number of the highest of the last `n` values, first at `from + n - 1`; of equals, see `extremeIndex`. */
export declare function highestIndex(x: Float64Array, n: number, from?: number): Float64Array;
/** Row number of the lowest of the last `n` values, first at `from + n - 1`. */
export declare function lowestIndex(x: Float64Array, n: number, from?: number): Float64Array;
/** Row number of the latest highest of the last `n` values, first at bar `n` - 1. */
export declare function highestLatest(x: Float64Array, n: number): Float64Array;
/** Row number of the latest lowest of the last `n` values, first at bar `n` - 1. */
export declare function lowestLatest(x: Float64Array, n: number): Float64Array;
