/** Takes the next value of a series, the one of bar 0 first, and answers what the batch form has on that bar. */
export type Step = (x: number) => number;
/** `rollingSum` over `divisor`, bar by bar, with the same order of additions. */
export declare function sumStep(n: number, from?: number, divisor?: number): Step;
/** `rollingMean`, bar by bar. */
export declare function meanStep(n: number, from?: number): Step;
/** `wma`, bar by bar. */
export declare function wmaStep(n: number, from?: number): Step;
