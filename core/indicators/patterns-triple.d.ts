import type { Indicator } from './indicator.ts'
export declare const triplePatterns: readonly Indicator[]
