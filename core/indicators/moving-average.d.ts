/** TA-Lib's `matype` numbers, in order. */
declare const movingAverageNames: readonly ['sma', 'ema', 'wma', 'dema', 'tema', 'trima', 'kama', 'mama', 't3', 'hma', 'none', 'default', 'zlema', 'rma'];
export type MovingAverageName = (typeof movingAverageNames)[number];
/** Number 11 asks for the function's own usual average: `usual`. */
export declare function averageNamed(type: number, usual?: MovingAverageName): MovingAverageName;
/** Values before the first average; a period of 1 smooths nothing. */
export declare function averageLookback(n: number, name: MovingAverageName): number;
/** The named average of `n` values of `x` from index `from`, first at `from + averageLookback`. */
export declare function average(x: Float64Array, n: number, name: MovingAverageName, from?: number): Float64Array;
/** The named average whose first value falls on index `first`: path-dependent ones start that late on purpose. */
export declare function averageAt(x: Float64Array, n: number, name: MovingAverageName, first: number): Float64Array;
export {};
