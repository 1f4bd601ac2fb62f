import type { Indicator } from './indicator.ts';
/** True range whose first bar is high minus low. */
export declare function fullRange(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array;
export declare const bandsBeyondTalib: readonly Indicator[];
