import type { Indicator } from './indicator.ts';
export declare const volatility: readonly Indicator[];
