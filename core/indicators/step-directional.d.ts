type RangeStep = (high: number, low: number, close: number) => number;
interface DirectionalBar {
    plus: number;
    minus: number;
    range: number;
}
/** `directionalSums`, bar by bar; the answer is written anew on each bar. */
export declare function directionalStep(n: number): (high: number, low: number, close: number) => DirectionalBar;
/** `directionalIndex`, bar by bar. */
export declare function directionalIndexStep(n: number): RangeStep;
/** `averageDirectionalIndex`, bar by bar. */
export declare function adxStep(n: number): RangeStep;
/** Mean of the directional movement average now and `n` - 1 bars before. */
export declare function adxrStep(n: number): RangeStep;
export {};
