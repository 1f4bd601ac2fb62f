import type { Indicator } from './indicator.ts';
export declare const simpleAverages: readonly Indicator[];
