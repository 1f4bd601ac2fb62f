/** Bars as columns that candlestick rules read; sizes and thresholds are worked out where a rule asks for them. */
export interface Candles {
    open: Float64Array;
    high: Float64Array;
    low: Float64Array;
    close: Float64Array;
}
type Size = (k: Candles, i: number) => number;
export declare const top: Size;
export declare const bottom: Size;
export declare const body: Size;
export declare const upper: Size;
export declare const lower: Size;
export declare const near: Size;
export declare const far: Size;
export declare const equal: Size;
export declare const bodyDoji: Size;
/** Half the mean of both shadows of the ten bars before. */
export declare const shadowShort: Size;
/** 1 for a candle that closes at or above its open, -1 for one that closes below. */
export declare function color(k: Candles, i: number): 1 | -1;
export declare const white: (k: Candles, i: number) => boolean;
export declare const black: (k: Candles, i: number) => boolean;
export declare const long: (k: Candles, i: number) => boolean;
export declare const short: (k: Candles, i: number) => boolean;
/** Longer than the short threshold. */
export declare const notShort: (k: Candles, i: number) => boolean;
export declare const small: (k: Candles, i: number) => boolean;
export declare const doji: (k: Candles, i: number) => boolean;
export declare const noUpper: (k: Candles, i: number) => boolean;
export declare const noLower: (k: Candles, i: number) => boolean;
export declare const someUpper: (k: Candles, i: number) => boolean;
export declare const someLower: (k: Candles, i: number) => boolean;
export declare const longUpper: (k: Candles, i: number) => boolean;
export declare const longLower: (k: Candles, i: number) => boolean;
/** Body of bar `a` wholly above or below the body of bar `b`. */
export declare const bodyGapUp: (k: Candles, a: number, b: number) => boolean;
export declare const bodyGapDown: (k: Candles, a: number, b: number) => boolean;
/** Bar `a` wholly above or below bar `b`, shadows included. */
export declare const gapUp: (k: Candles, a: number, b: number) => boolean;
export declare const gapDown: (k: Candles, a: number, b: number) => boolean;
/** `value` no further from `level` than the setting's threshold on bar `i`. */
export declare function within(k: Candles, value: number, level: number, setting: 'near' | 'equal', i: number): boolean;
export {};
