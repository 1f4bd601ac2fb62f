import type { Step } from './step-sum.ts';
/** `rollingMax`, bar by bar. */
export declare function maxStep(n: number, from?: number): Step;
/** `rollingMin`, bar by bar. */
export declare function minStep(n: number, from?: number): Step;
/** `highestLatest` (1) or `lowestLatest` (-1), bar by bar. */
export declare function latestStep(n: number, sign: 1 | -1): Step;
/** `highestIndex` (1) or `lowestIndex` (-1), bar by bar, with TA-Lib's choice among equals. */
export declare function indexStep(n: number, sign: 1 | -1): Step;
