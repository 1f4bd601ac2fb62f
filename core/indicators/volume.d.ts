import type { Indicator } from './indicator.ts';
export declare const volume: readonly Indicator[];
