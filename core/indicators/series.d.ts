/**
 * A column whose every entry is for the caller to write: it may hold anything. Fresh zeroed pages cost more than most
 * indicators take to fill them, so a large column is memory that was in use before.
 */
export declare function unwritten(rows: number): Float64Array;
/** A column of NaN. */
export declare function missing(rows: number): Float64Array;
/** A column whose first `lookback` entries are NaN; the rest is for the caller to write. */
export declare function column(rows: number, lookback?: number): Float64Array;
/**
 * Calls `step` for blocks of rows, in order, until it answers false. A function called often is compiled once and for
 * all; one long loop in a function called once a series would be compiled anew, half way through, on each call.
 */
export declare function inBlocks(from: number, rows: number, step: (from: number, to: number) => boolean | void): void;
/** Bars before the first one on which every column has a value; the row count where there is none. */
export declare function leadingMissing(columns: readonly Float64Array[]): number;
export declare function difference(a: Float64Array, b: Float64Array, out?: Float64Array<ArrayBufferLike>): Float64Array;
export declare function product(a: Float64Array, b: Float64Array, out?: Float64Array<ArrayBufferLike>): Float64Array;
/** Middle of two columns. */
export declare function middle(a: Float64Array, b: Float64Array, out?: Float64Array<ArrayBufferLike>): Float64Array;
/** `a` over `b`, `none` where `b` is 0. */
export declare function ratio(a: Float64Array, b: Float64Array, out?: Float64Array<ArrayBufferLike>, none?: number): Float64Array;
/** `times` `a` over `b`, `none` where `b` is 0. */
export declare function share(a: Float64Array, b: Float64Array, times: number, out?: Float64Array<ArrayBufferLike>, none?: number): Float64Array;
/** `a` plus `times` `b`. */
export declare function offset(a: Float64Array, b: Float64Array, times: number, out?: Float64Array<ArrayBufferLike>): Float64Array;
export declare function scaled(a: Float64Array, times: number, out?: Float64Array<ArrayBufferLike>): Float64Array;
