import type { Candles } from './candles.ts';
import type { Indicator } from './indicator.ts';
/** 100 or more where the pattern is bullish on bar `i`, -100 or less where it is bearish, else 0. */
type PatternRule = (k: Candles, i: number, penetration: number) => number;
interface PatternShape {
    name: string;
    title: string;
    doc: string;
    /** Formula source besides TA-Lib's function of the same name. */
    source?: string;
    /** Bars before the first answer, with TA-Lib's default candle settings. */
    lookback: number;
    /** Default share of the first body that the last candle must take back. */
    penetration?: number;
}
type PatternSpec = PatternShape & ({
    rule: PatternRule;
}
/** A rule that remembers, made anew for each series, and the bars before the first answer that it must have seen. */
 | {
    walk: () => PatternRule;
    before: number;
});
export declare function pattern(spec: PatternSpec): Indicator;
/** The answer where a rule holds, else 0. */
export declare function when(holds: boolean, answer: number): number;
export {};
