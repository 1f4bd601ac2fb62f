import { type HilbertState } from './hilbert.ts';
/** Bars before the functions of the dominant cycle's phase give a value. */
export declare const cycleLookback = 63;
export declare const cycleWarmup = 37;
export declare const radians: number;
/** State with the long warm-up that phase, sine wave, trendline and trend mode share. */
export declare function cycleState(x: Float64Array): HilbertState;
/** Whole bars in the dominant cycle. */
export declare function cycleBars(smoothPeriod: number): number;
/** Phase of the dominant cycle in degrees from the state's first bar on (Ehlers 2001, ch. 9). */
export declare function cyclePhase(state: HilbertState): Float64Array;
/** Sine of the phase and of the phase 45 degrees ahead. */
export declare function sineWave(phase: Float64Array): [Float64Array, Float64Array];
/** Average over the dominant cycle, smoothed with weights 4, 3, 2, 1. */
export declare function trendline(x: Float64Array, state?: HilbertState): Float64Array;
/** 1 while the market trends, 0 while it cycles (Ehlers 2001, ch. 11). */
export declare function trendMode(x: Float64Array): Float64Array;
