import type { Indicator } from './indicator.ts'
export declare const singlePatterns: readonly Indicator[]
