type RangeStep = (high: number, low: number, close: number) => number;
/** `trueRange`, bar by bar. */
export declare function rangeStep(): RangeStep;
/** `fullRange`, bar by bar: the first bar's range is high minus low. */
export declare function fullRangeStep(): RangeStep;
/** `averageTrueRange`, bar by bar. */
export declare function averageRangeStep(n: number, first?: number): RangeStep;
/** `percentK`, bar by bar. */
export declare function percentKStep(n: number, from?: number): RangeStep;
/** Middle of the range of the last `n` bars. */
export declare function middleStep(n: number): (high: number, low: number) => number;
/** Weighted mean of prices, bar by bar. */
export declare function priceMeanStep(weights: readonly number[]): (...prices: number[]) => number;
export {};
