import type { Indicator } from './indicator.ts'
export declare const hikkakePatterns: readonly Indicator[]
