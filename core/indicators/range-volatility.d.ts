export declare const root: (value: number) => number;
/** Standard deviation of log returns, ddof 1, a bar; first at bar `n`. */
export declare function closeToClose(close: Float64Array, n: number): Float64Array;
/** Parkinson (1980), a bar; first at bar `n` - 1. */
export declare function parkinson(high: Float64Array, low: Float64Array, n: number): Float64Array;
/** Garman and Klass (1980), a bar; first at bar `n` - 1. */
export declare function garmanKlass(open: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array, n: number): Float64Array;
/** Rogers and Satchell (1991), a bar, free of drift; first at bar `n` - 1. */
export declare function rogersSatchell(open: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array, n: number): Float64Array;
/** Yang and Zhang (2000), a bar, free of drift and with overnight gaps; first at bar `n`. */
export declare function yangZhang(open: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array, n: number): Float64Array;
