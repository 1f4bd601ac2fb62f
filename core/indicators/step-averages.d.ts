import { type MovingAverageName } from './moving-average.ts';
import { type Step } from './step-sum.ts';
/** `ema`, bar by bar: one number of state once the first mean is known. */
export declare function emaStep(n: number, from?: number, weight?: number): Step;
/** `rma`, bar by bar. */
export declare function rmaStep(n: number, from?: number): Step;
/** The value `lag` bars before, NaN where there is none. */
export declare function lagStep(lag: number): Step;
/** `steps`, bar by bar: size of the change from the bar before, 0 on the first. */
export declare function sizeStep(): Step;
export declare function demaStep(n: number, from?: number): Step;
export declare function temaStep(n: number, from?: number): Step;
export declare function trimaStep(n: number, from?: number): Step;
export declare function kamaStep(n: number, from?: number): Step;
export declare function t3Step(n: number, v: number, from?: number): Step;
export declare function hmaStep(n: number, from?: number): Step;
export declare function zlemaStep(n: number, from?: number): Step;
/** `average`, bar by bar. */
export declare function averageStep(n: number, name: MovingAverageName, from?: number): Step;
/** `averageAt`, bar by bar. */
export declare function averageAtStep(n: number, name: MovingAverageName, first: number): Step;
