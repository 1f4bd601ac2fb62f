import type { Indicator } from './indicator.ts'
export declare const starPatterns: readonly Indicator[]
