import type { Indicator } from './indicator.ts';
export declare const oscillators: readonly Indicator[];
