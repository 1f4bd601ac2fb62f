/** Pearson's correlation of the last `n` values, first at bar `n` - 1; 0 where a series does not change. */
export declare function correlation(x: Float64Array, y: Float64Array, n: number): Float64Array;
/** Slope of the returns of `y` on the returns of `x` over `n` bars, first at bar `n`; 0 where `x` does not change. */
export declare function beta(x: Float64Array, y: Float64Array, n: number): Float64Array;
