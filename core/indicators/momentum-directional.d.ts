import type { Indicator } from './indicator.ts';
export declare const directional: readonly Indicator[];
