type PriceStep = (...prices: number[]) => number;
/** `closeToClose`, bar by bar. */
export declare function closeToCloseStep(n: number): PriceStep;
/** `parkinson`, bar by bar. */
export declare function parkinsonStep(n: number): PriceStep;
/** `garmanKlass`, bar by bar. */
export declare function garmanKlassStep(n: number): PriceStep;
/** `rogersSatchell`, bar by bar. */
export declare function rogersSatchellStep(n: number): PriceStep;
/** `yangZhang`, bar by bar. */
export declare function yangZhangStep(n: number): PriceStep;
export {};
