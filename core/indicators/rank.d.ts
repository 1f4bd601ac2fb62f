/** Nearest-rank percentile of the last `n` values, first at bar `n` - 1: the value of rank ceil(share / 100 * n). */
export declare function percentile(x: Float64Array, n: number, share: number): Float64Array;
/** Share of the `n` values before that lie below this one, in per cent, first at bar `n`. */
export declare function percentRank(x: Float64Array, n: number): Float64Array;
