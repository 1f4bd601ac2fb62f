import type { Indicator } from './indicator.ts';
/** Every indicator there is, in the order pickers and docs show them. */
export declare const indicators: readonly Indicator[];
/** The entry of that exact lower-case name. */
export declare function findIndicator(name: string): Indicator | undefined;
