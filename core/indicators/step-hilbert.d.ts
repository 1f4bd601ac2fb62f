interface HilbertBar {
    smooth: number;
    inPhase: number;
    quadrature: number;
    smoothPeriod: number;
}
/** `hilbert`, bar by bar. The answer is one object, written anew on each bar. */
export declare function hilbertStep(warmup: number, from?: number): (x: number) => HilbertBar;
/** `mama`, bar by bar; before the first value its two answers mean nothing. */
export declare function mamaStep(fastLimit: number, slowLimit: number, from?: number): (x: number) => readonly number[];
interface CycleBar {
    phase: number;
    smooth: number;
    smoothPeriod: number;
}
/** `cyclePhase`, bar by bar, with what the trend mode reads besides. */
export declare function cycleStep(): (x: number) => CycleBar;
/** `trendline`, bar by bar; `period` gives the smoothed period of the bar. */
export declare function trendlineStep(): (x: number, period: number) => number;
/** `trendMode`, bar by bar. */
export declare function trendModeStep(): (x: number) => number;
export {};
