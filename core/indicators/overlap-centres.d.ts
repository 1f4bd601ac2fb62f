import type { Indicator } from './indicator.ts';
export declare const centres: readonly Indicator[];
