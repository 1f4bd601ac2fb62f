import type { Indicator } from './indicator.ts';
export declare const momentumBeyondTalib: readonly Indicator[];
