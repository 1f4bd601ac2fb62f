import type { Indicator } from './indicator.ts';
export declare const cycles: readonly Indicator[];
