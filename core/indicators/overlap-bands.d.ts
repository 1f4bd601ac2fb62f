import type { Indicator } from './indicator.ts';
export declare const bands: readonly Indicator[];
