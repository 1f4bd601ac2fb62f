import type { Indicator } from './indicator.ts';
export declare const volatilityEstimators: readonly Indicator[];
