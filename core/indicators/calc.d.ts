import type { Bars } from '../market-data/bars.ts';
import type { Indicator } from './indicator.ts';
/**
 * Parameter values in the entry's order, defaults filled in.
 * Throws `invalid-input` for an unknown name or a value out of range.
 */
export declare function paramValues(indicator: Indicator, params: Readonly<Record<string, number>>): number[];
/**
 * One column an output of `indicator` over `bars`, NaN in the warm-up. `real` is the series where the entry takes any:
 * the close unless given. An entry of two series takes high and low unless given, as TA-Lib's abstract interface does.
 */
export declare function calcIndicator(indicator: Indicator, bars: Bars, params: Readonly<Record<string, number>>, real?: Float64Array, real1?: Float64Array): Float64Array[];
