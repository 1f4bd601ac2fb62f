/**
 * `sum / total`, sum by sum, for sums of decimal prices: each is turned into whole ticks and divided once, so that two
 * bars with equal means have the same double. From the first sum on that is not decimal, plainly divided.
 */
export declare function decimalQuotient(total: number): (sum: number) => number;
/** Mean of open, high, low and close. */
export declare function averagePrice(open: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array): Float64Array<ArrayBufferLike>;
/** Typical price, the mean of high, low and close. */
export declare function typicalPrice(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array;
/** Mean of high, low and twice the close. */
export declare function weightedClose(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array;
/** Middle of high and low. */
export declare function medianPrice(high: Float64Array, low: Float64Array): Float64Array;
