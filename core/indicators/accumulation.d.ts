/** Volume of a bar times the place of its close, from -1 at the low to 1 at the high; 0 without a range. */
export declare function flowOf(high: number, low: number, close: number, volume: number): number;
/** Chaikin's accumulation/distribution line. */
export declare function accumulation(high: Float64Array, low: Float64Array, close: Float64Array, volume: Float64Array): Float64Array;
/** Fast minus slow exponential average, both starting at the first value instead of a mean; written into `x`. */
export declare function fromFirstGap(x: Float64Array, fast: number, slow: number): Float64Array;
/** Index from 1000 that takes over the price change of bars whose volume moved in the direction of `sign`. */
export declare function volumeIndex(close: Float64Array, volume: Float64Array, sign: 1 | -1): Float64Array;
