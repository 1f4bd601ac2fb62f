import type { Indicator } from './indicator.ts';
export declare const prices: readonly Indicator[];
