/**
 * Distance of `x` from its mean over 0.015 mean absolute deviations (D. Lambert 1980), first at bar `n` - 1.
 * Distances are taken from the window's first value, so an unchanging price gives exactly 0.
 */
export declare function commodityChannel(x: Float64Array, n: number): Float64Array;
