import type { BarStep } from './indicator.ts';
import type { Step } from './step-sum.ts';
/** `rsi`, bar by bar. */
export declare function rsiStep(n: number): Step;
/** `cmo`, bar by bar. */
export declare function cmoStep(n: number): Step;
/** `macd`, bar by bar. */
export declare function macdStep(fast: number, slow: number, signal: number): BarStep;
/** `macdFixed`, bar by bar. */
export declare function macdFixedStep(signal: number): BarStep;
