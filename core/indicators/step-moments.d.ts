import type { Step } from './step-sum.ts';
/** `rollingVariance`, bar by bar. */
export declare function varianceStep(n: number, from?: number): Step;
/** `rollingDeviation`, bar by bar. */
export declare function deviationStep(n: number): Step;
/** `regression`, bar by bar: slope and value on the window's oldest bar, written anew on each bar. */
export declare function regressionStep(n: number): (x: number) => {
    slope: number;
    intercept: number;
};
/** `lineAt`, bar by bar. */
export declare function lineAtStep(n: number, bars: number): Step;
