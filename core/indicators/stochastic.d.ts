/** Where the close stands in the range of the last `n` bars, 0 to 100; 0 where there is no range. First at `from + n - 1`. */
export declare function percentK(high: Float64Array, low: Float64Array, close: Float64Array, n: number, from?: number): Float64Array;
