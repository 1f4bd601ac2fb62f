import { cycles } from './cycle.ts'
import type { Indicator } from './indicator.ts'
import { elementMath } from './math-elements.ts'
import { rollingMath } from './math-rolling.ts'
import { momentumBeyondTalib } from './momentum-beyond-talib.ts'
import { changes } from './momentum-change.ts'
import { directional } from './momentum-directional.ts'
import { macds } from './momentum-macd.ts'
import { oscillators } from './momentum-oscillators.ts'
import { ranges } from './momentum-range.ts'
import { stochastics } from './momentum-stochastic.ts'
import { strengths } from './momentum-strength.ts'
import { williams } from './momentum-williams.ts'
import { simpleAverages } from './overlap-averages.ts'
import { bands } from './overlap-bands.ts'
import { bandsBeyondTalib } from './overlap-beyond-talib.ts'
import { centres } from './overlap-centres.ts'
import { stops } from './overlap-stops.ts'
import { hikkakePatterns } from './patterns-hikkake.ts'
import { manyPatterns } from './patterns-many.ts'
import { pairPatterns } from './patterns-pair.ts'
import { singlePatterns } from './patterns-single.ts'
import { starPatterns } from './patterns-star.ts'
import { triplePatterns } from './patterns-triple.ts'
import { prices } from './price.ts'
import { sessions } from './sessions.ts'
import { memory } from './statistics-memory.ts'
import { relations } from './statistics-relation.ts'
import { statistics } from './statistics.ts'
import { volatilityEstimators } from './volatility-estimators.ts'
import { volatility } from './volatility.ts'
import { volumeMeans } from './volume-means.ts'
import { volume } from './volume.ts'

/** Every indicator there is, in the order pickers and docs show them. */
export const indicators: readonly Indicator[] = [
  ...simpleAverages,
  ...centres,
  ...bands,
  ...stops,
  ...bandsBeyondTalib,
  ...sessions,
  ...strengths,
  ...macds,
  ...stochastics,
  ...directional,
  ...changes,
  ...oscillators,
  ...ranges,
  ...williams,
  ...momentumBeyondTalib,
  ...volume,
  ...volumeMeans,
  ...volatility,
  ...volatilityEstimators,
  ...prices,
  ...cycles,
  ...statistics,
  ...relations,
  ...memory,
  ...rollingMath,
  ...elementMath,
  ...singlePatterns,
  ...pairPatterns,
  ...triplePatterns,
  ...starPatterns,
  ...manyPatterns,
  ...hikkakePatterns,
]

const byName = new Map(
  indicators.flatMap((indicator) => [indicator.name, ...(indicator.aliases ?? [])].map((name) => [name, indicator])),
)

/** The entry of that exact lower-case name or alias. */
export function findIndicator(name: string): Indicator | undefined {
  return byName.get(name)
}
