import { type Acceleration } from './parabolic.ts';
/** `supertrend`, bar by bar. */
export declare function supertrendStep(n: number, multiplier: number): (...bar: number[]) => readonly number[];
/** `parabolic`, bar by bar. */
export declare function parabolicStep(long: Acceleration, short: Acceleration, start?: number, offset?: number, signed?: boolean): (high: number, low: number) => number;
