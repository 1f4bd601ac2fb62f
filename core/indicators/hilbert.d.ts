/** What Ehlers's discriminator finds on each bar from `begin` on; zero before. */
export interface HilbertState {
    begin: number;
    /** Price smoothed with weights 4, 3, 2, 1. */
    smooth: Float64Array;
    inPhase: Float64Array;
    quadrature: Float64Array;
    /** Dominant cycle in bars, smoothed once, and once more. */
    period: Float64Array;
    smoothPeriod: Float64Array;
}
export declare const outer = 0.0962;
export declare const inner = 0.5769;
/** Bars that only fill the price smoother where no dominant phase is asked for. */
export declare const shortWarmup = 12;
/**
 * Homodyne discriminator (J. F. Ehlers, Rocket Science for Traders, 2001, ch. 7), one bar at a time.
 * `warmup` bars after `from` only fill the price smoother.
 */
export declare function hilbert(x: Float64Array, warmup: number, from?: number): HilbertState;
/** Bars the discriminator needs before MAMA, the dominant period and the phasor are given. */
export declare const hilbertLookback = 32;
/** MESA adaptive average and its follower (J. F. Ehlers, MESA and Trading Market Cycles, 2001), first at `from + 32`. */
export declare function mama(x: Float64Array, fastLimit: number, slowLimit: number, from?: number): [Float64Array, Float64Array];
