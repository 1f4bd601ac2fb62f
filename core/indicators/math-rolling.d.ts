import type { Indicator } from './indicator.ts';
export declare const rollingMath: readonly Indicator[];
