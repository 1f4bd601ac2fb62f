import type { Indicator } from './indicator.ts';
export declare const strengths: readonly Indicator[];
