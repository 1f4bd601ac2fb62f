/**
 * Sum of the last `n` values, first at `from + n - 1`. Decimal prices are added as whole ticks and divided once,
 * so sums equal in decimal arithmetic are the same double; other values by a compensated sum (Neumaier 1974)
 * restarted every `n` bars.
 */
export declare function rollingSum(x: Float64Array, n: number, from?: number): Float64Array;
/** Mean of the last `n` values, first at `from + n - 1`; ties as in `rollingSum`. */
export declare function rollingMean(x: Float64Array, n: number, from?: number): Float64Array;
