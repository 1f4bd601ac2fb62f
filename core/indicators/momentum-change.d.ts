import type { Indicator } from './indicator.ts';
export declare const changes: readonly Indicator[];
