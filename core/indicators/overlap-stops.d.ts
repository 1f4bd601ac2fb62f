import type { Indicator } from './indicator.ts';
export declare const stops: readonly Indicator[];
