import type { Indicator } from './indicator.ts';
export declare const elementMath: readonly Indicator[];
