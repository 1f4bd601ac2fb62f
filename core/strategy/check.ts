import type { CheckedStrategy } from '../contract/strategy.ts'
import { AppError } from '../contract/errors.ts'
import { sliceBars, type Bars } from '../market-data/bars.ts'
import { sampleBars } from '../trust/sample-bars.ts'
import { checkCausality } from '../trust/causality.ts'
import { checkParams } from './params.ts'
import { compileStrategy } from './compile.ts'
import { createTogether } from './evaluate-together.ts'
import { lookback } from './lookback.ts'
import { parseStrategy } from './parse-strategy.ts'
import type { Signals } from './signals.ts'

/** All problems of a strategy text at once; with `causality` the rules are also run on generated bars whose future is changed. */
export function checkStrategy(text: string, path: string, { causality }: { causality: boolean }): CheckedStrategy {
  const { strategy, problems } = parseStrategy(text, path)
  if (strategy === null)
    return {
      ok: false,
      problems,
      lookback: null,
      hash: null,
      name: nameIn(text),
      params: [],
      canonical: {},
      causality: 'unchecked',
    }
  const params = checkParams(strategy, {})
  const bars = lookback(strategy, params)
  return {
    ok: true,
    problems,
    lookback: bars,
    hash: strategy.hash,
    name: strategy.name,
    params: [...strategy.params],
    canonical: { ...strategy.canonical },
    causality: causality ? proveCausality() : 'unchecked',
  }

  function proveCausality(): CheckedStrategy['causality'] {
    // Look-backs of centuries are allowed, but not generated.
    if (bars > 500_000) return 'unchecked'
    const program = compileStrategy(strategy!)
    const evaluate = (series: readonly Bars[]): readonly Signals[] =>
      createTogether(
        program,
        series.map((one, i) => ({ symbol: `sample ${i + 1}`, bars: one, members: null })),
        { crossRule: 'touch', barMs },
      )(params)
    // A session has no meaning for bars of a day.
    const barMs = strategy!.session === null ? 86_400_000 : 3_600_000
    const series = program.compares ? comparedSamples(bars + 400, barMs) : [sampleBars(bars + 400, 1, barMs)]
    try {
      return checkCausality({ evaluate, series, points: 4, seed: 1 }).passed ? 'proven' : 'violated'
    } catch (error) {
      // What needs other symbols or shorter bars than the generated ones can only be checked in its own run.
      if (error instanceof AppError) return 'unchecked'
      throw error
    }
  }
}

/** Three symbols, of which one starts later and one ends earlier. */
function comparedSamples(rows: number, barMs: number): Bars[] {
  const [first, second, third] = [1, 2, 3].map((seed) => sampleBars(rows, seed, barMs))
  return [first!, sliceBars(second!, 50, rows), sliceBars(third!, 0, rows - 50)]
}

function nameIn(text: string): string | null {
  return /"name"\s*:\s*"([^"\n]{1,100})"/.exec(text)?.[1] ?? null
}
