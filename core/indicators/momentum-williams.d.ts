import type { Indicator } from './indicator.ts';
export declare const williams: readonly Indicator[];
