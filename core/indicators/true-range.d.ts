/** Wilder's true range in price units; NaN on the first bar, which has no previous close. */
export declare function trueRange(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array;
/** Wilder's average of the true range, first on bar `first`, `n` or later; the plain true range where `n` is 1. */
export declare function averageTrueRange(high: Float64Array, low: Float64Array, close: Float64Array, n: number, first?: number): Float64Array;
