import type { Indicator } from './indicator.ts'
export declare const manyPatterns: readonly Indicator[]
