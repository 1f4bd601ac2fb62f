import type { Indicator } from './indicator.ts'
export declare const pairPatterns: readonly Indicator[]
