import type { Indicator } from './indicator.ts';
export declare const macds: readonly Indicator[];
