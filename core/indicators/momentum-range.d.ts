import type { Indicator } from './indicator.ts';
export declare const ranges: readonly Indicator[];
