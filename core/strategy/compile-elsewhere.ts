import { AppError } from '../contract/errors.ts'
import type { Bars } from '../market-data/bars.ts'
import type { Node } from './compile-node.ts'
import { higherBars, timeframeMs, type HigherBars } from './higher-bars.ts'
import type { Column } from './kernels/column.ts'
import { runOn, type Run } from './run.ts'
import type { Term } from './tree.ts'

/** Nodes whose inner expression runs on other bars: a higher timeframe of the same, or another symbol. */
export function elsewhereNode(term: Term & { kind: 'htf' | 'ref' }, inner: Node): Node {
  if (term.kind === 'htf') {
    const { timeframe } = term
    return {
      term,
      column: (run) => {
        const { bars, closed } = gathered(run, timeframe)
        return pick(inner.column(runOn(run, bars, timeframeMs(timeframe))), closed)
      },
      // A period may begin just before the data does, so one more is needed than the expression asks for.
      lookback: (run) =>
        Math.ceil((inner.lookback(run) + 1) * Math.max(1, timeframeMs(timeframe) / (run.barMs ?? 86_400_000))),
    }
  }
  const { symbol } = term
  return {
    term,
    column: (run) => {
      const bars = run.symbol(symbol)
      if (bars === undefined)
        throw new AppError('invalid-strategy', `ref("${symbol}", ...) needs several symbols`, {
          hint: `Add ${symbol} to the data of the run.`,
          data: { symbol },
        })
      return pick(inner.column(runOn(run, bars, run.barMs)), aligned(run.bars, bars))
    },
    lookback: inner.lookback,
  }
}

const known = new WeakMap<Bars, Map<string, HigherBars>>()

/** Kept by the base bars, so that all parameter sets share one object and with it its cache entries. */
function gathered(run: Run, timeframe: string): HigherBars {
  let byTimeframe = known.get(run.bars)
  if (byTimeframe === undefined) known.set(run.bars, (byTimeframe = new Map()))
  const key = `${timeframe} ${run.barMs}`
  let found = byTimeframe.get(key)
  if (found === undefined) byTimeframe.set(key, (found = higherBars(run.bars, timeframe, run.barMs)))
  return found
}

function pick(column: Column, places: Int32Array): Column {
  const number = column instanceof Float64Array
  const out: Column = number ? new Float64Array(places.length) : new Uint8Array(places.length)
  for (let i = 0; i < places.length; i++) out[i] = places[i]! < 0 ? (number ? Number.NaN : 0) : column[places[i]!]!
  return out
}

/** For each bar the last bar of the other symbol that starts no later. */
function aligned(base: Bars, other: Bars): Int32Array {
  const places = new Int32Array(base.rows)
  let at = -1
  for (let i = 0; i < base.rows; i++) {
    while (at + 1 < other.rows && other.ts[at + 1]! <= base.ts[i]!) at++
    places[i] = at
  }
  return places
}
