/** The last values of a series in one array, so that a window of them is contiguous. */
export interface SlidingWindow {
    readonly values: Float64Array;
    /** Takes the next value and answers its index in `values`; the `n` values before it lie before it. */
    readonly push: (value: number) => number;
}
/** Keeps the last `n` values beside the newest, `head` where there were none; what is older goes when the array is full. */
export declare function slidingWindow(n: number, head?: number): SlidingWindow;
