import type { Indicator } from './indicator.ts';
export declare const stochastics: readonly Indicator[];
