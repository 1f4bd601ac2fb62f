import type { Indicator } from './indicator.ts';
export declare const statistics: readonly Indicator[];
