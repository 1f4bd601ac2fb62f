import type { BarStep, Indicator, IndicatorOutput, IndicatorParam } from './indicator.ts';
/** One column in, one column out; a kernel never sees a missing value before the first complete bar. */
type Kernel = (...params: number[]) => (...columns: Float64Array[]) => Float64Array[];
export interface IndicatorSpec extends Omit<Indicator, 'source' | 'lookback' | 'calc' | 'stream'> {
    /** Formula source besides TA-Lib's function of the same name. */
    source?: string;
    lookback: (...params: number[]) => number;
    /** The outputs are row numbers, counted from the first row of the whole series. */
    rowNumbers?: true;
    kernel: Kernel;
    /** Bar by bar; `window` where the kernel over the last look-back + 1 bars answers the same. */
    stream: 'window' | ((...params: number[]) => BarStep);
}
/**
 * Makes a registry entry of a kernel: skips bars on which an input is missing at the start,
 * and answers NaN throughout where the series is no longer than the look-back.
 */
export declare function defineIndicator(spec: IndicatorSpec): Indicator;
/** A stream of one series and one output. */
export declare function one(step: (x: number) => number): BarStep;
export declare function period(value: number, min?: number, name?: string): IndicatorParam;
export declare function real(name: string, value: number, min?: number, max?: number): IndicatorParam;
/** TA-Lib's number of a moving average; `movingAverageNames` says which is which. */
export declare function maType(value?: number, name?: string): IndicatorParam;
export declare function line(name?: string, short?: string): IndicatorOutput;
export declare function histogram(name?: string, short?: string): IndicatorOutput;
export declare function points(name?: string, short?: string): IndicatorOutput;
export declare const bandOutputs: readonly IndicatorOutput[];
export {};
