/**
 * The held band and the trend (1 up, -1 down), first at bar `n`, where the trend starts up. Each band moves only
 * towards the price until the previous close lies beyond it; a close across the opposite band turns the trend.
 */
export declare function supertrend(high: Float64Array, low: Float64Array, close: Float64Array, n: number, multiplier: number): [Float64Array, Float64Array];
