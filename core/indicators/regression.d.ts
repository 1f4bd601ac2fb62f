/** Bars, in windows, after which TA-Lib takes its sums afresh; sooner where one value outweighs the rest this much. */
export declare const reseedWindows = 32;
export declare const outweighed = 100;
/** Slope of the fitted line, in price units a bar. */
export declare function slopeOf(x: Float64Array, n: number): Float64Array;
/** The fitted line `bars` after the oldest bar of the window. */
export declare function lineAt(x: Float64Array, n: number, bars: number): Float64Array;
