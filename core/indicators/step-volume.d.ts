import type { BarStep } from './indicator.ts';
import type { Step } from './step-sum.ts';
/** `accumulation`, bar by bar. */
export declare function accumulationStep(): (high: number, low: number, close: number, volume: number) => number;
/** Exponential average that starts at the first value instead of a mean. */
export declare function fromFirstStep(n: number): Step;
/** `volumeIndex`, bar by bar. */
export declare function volumeIndexStep(sign: 1 | -1): BarStep;
