import type { Indicator } from './indicator.ts';
export declare const relations: readonly Indicator[];
