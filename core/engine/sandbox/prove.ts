import { AppError } from '../../contract/errors.ts'
import { firstAtOrAfter, sliceBars } from '../../market-data/bars.ts'
import { runCallbacks } from '../events/callbacks.ts'
import type { CallbackRun, CallbackStrategy } from '../events/callbacks.ts'
import type { PortfolioResult } from '../portfolio/portfolio.ts'

/** Bars from the start that a repetition looks at: it concerns the code, not the data. */
const provenBars = 50_000

/**
 * Repeats a run without the bars after some times; equity and orders up to each must be the same, bit by bit. Gives the
 * number of times. Throws `look-ahead` where they are not: the module has read the future, or remembers earlier runs.
 */
export function proveCallbacks(
  run: Omit<CallbackRun, 'strategy'> & { readonly create: () => CallbackStrategy },
  { ts, equity, parts }: PortfolioResult,
  points: number,
): number {
  const usable = Math.min(provenBars, ts.length - 1)
  const count = Math.min(points, Math.max(0, usable))
  for (let k = 1; k <= count; k++) {
    const present = Math.max(1, Math.floor((usable * k) / count))
    const until = ts[present]!
    const cut = runCallbacks({
      ...run,
      strategy: run.create(),
      series: run.series.map(({ bars, ...one }) => ({
        ...one,
        bars: sliceBars(bars, 0, firstAtOrAfter(bars.ts, until)),
      })),
    })
    // The last bar of the shorter run is also where the profile may close what is held.
    let differs = equity.subarray(0, present - 1).findIndex((value, i) => !Object.is(value, cut.equity[i]))
    parts.forEach(({ orders }, s) => {
      const last = firstAtOrAfter(run.series[s]!.bars.ts, until) - 1
      const before = (all: typeof orders) => JSON.stringify(all.filter(({ bar }) => bar < last))
      if (differs < 0 && before(orders) !== before(cut.parts[s]!.orders)) differs = present - 1
    })
    if (differs < 0) continue
    throw lookAhead('bars', until, ts[differs]!)
  }
  return count
}

/** The refusal of a strategy that does something else before `until` where nothing comes after it. */
export function lookAhead(what: string, until: number, ts: number): AppError {
  return new AppError(
    'look-ahead',
    `Without the ${what} after ${new Date(until).toISOString()} the strategy does something else before them`,
    {
      hint: `Keep all state inside \`create\`, use its \`random\` in place of Math.random, and read nothing but the ${what}.`,
      data: { ts },
    },
  )
}
