import type { Indicator } from './indicator.ts'
import { pattern } from './pattern.ts'

export const hikkakePatterns: readonly Indicator[] = [
  pattern({
    name: 'cdlhikkake',
    title: 'Hikkake Pattern',
    doc: 'An inside bar and a false break out of it; 200 or -200 once a close on the other side confirms it.',
    source: 'D. Chesler, Technical Analysis (2004); TA-Lib 0.8 CDLHIKKAKE',
    lookback: 5,
  }),
  pattern({
    name: 'cdlhikkakemod',
    title: 'Modified Hikkake Pattern',
    doc: 'Two inside bars, the first closing near an end, and a false break; 200 or -200 once a close confirms it.',
    source: 'D. Chesler, Technical Analysis (2004); TA-Lib 0.8 CDLHIKKAKEMOD',
    lookback: 10,
  }),
]
