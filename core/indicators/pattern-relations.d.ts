import { type Candles } from './candles.ts';
/** Bar `i` has the other color than the one before. */
export declare function turns(k: Candles, i: number): boolean;
/** 100 where the body of bar `a` lies inside that of bar `b`, 80 where it also touches an end, else 0. */
export declare function inside(k: Candles, a: number, b: number): number;
