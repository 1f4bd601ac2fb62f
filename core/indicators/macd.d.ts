import { type MovingAverageName } from './moving-average.ts';
/** Difference of two averages, its average and the distance between them. */
export declare function withSignal(macd: Float64Array, signal: Float64Array): Float64Array[];
/** Both averages take their first value on bar slow - 1 (G. Appel 1979). */
export declare function macd(x: Float64Array, fast: number, slow: number, signal: number): Float64Array[];
/** The classic 12 and 26 bars with Appel's rounded weights 0.15 and 0.075. */
export declare function macdFixed(x: Float64Array, signal: number): Float64Array[];
/** Fast average minus slow, both first on the bar on which the longer look-back ends. */
export declare function averageGap(x: Float64Array, fast: number, fastName: MovingAverageName, slow: number, slowName: MovingAverageName): Float64Array;
