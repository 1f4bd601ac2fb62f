/**
 * Added to a number below 2^51 and taken off again it leaves the nearest whole number, several times faster than
 * `Math.round`.
 */
export declare const rounder: number;
/** Largest tick, exclusive, such that a sum of `weight` of them is exact. */
export declare function tickLimitFor(weight: number): number;
/**
 * The fewest ticks a unit from `scale` on that make `value` whole and keep it and everything up to `largest` below
 * `limit` ticks; 0 where there are none.
 */
export declare function scaleFor(value: number, scale: number, largest: number, limit: number): number;
/** Largest magnitude among the first `end` values. */
export declare function largestOf(values: Float64Array, end: number): number;
/** Finds the decimal head of a series as its values come in; whether one belongs depends on it and those before. */
export interface TickFinder {
    /** False from the first value on that no longer fits. */
    readonly take: (value: number) => boolean;
    /** Ticks a unit of price: 1, 10, ... 1e8. */
    readonly scale: () => number;
}
/** For sums of `weight` values. */
export declare function createTickFinder(weight: number): TickFinder;
