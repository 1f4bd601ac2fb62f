import fc from 'fast-check'
import type { Indicator, InputName } from '../../../core/indicators/indicator.ts'

export type Columns = Record<InputName, Float64Array>

/** Prices of 60 to 260 bars: walks in cents, walks of doubles, flat stretches. */
export const priceColumns: fc.Arbitrary<Columns> = fc
  .record({
    kind: fc.constantFrom('cents', 'doubles', 'coarse'),
    steps: fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.nat(9), fc.nat(9), fc.integer({ min: 1, max: 500 })), {
      minLength: 60,
      maxLength: 260,
    }),
  })
  .map(({ kind, steps }) => {
    const unit = kind === 'cents' ? 0.01 : kind === 'doubles' ? Math.PI / 1000 : 1
    const rows = steps.length
    const columns = Object.fromEntries(
      ['open', 'high', 'low', 'close', 'volume', 'real', 'real1', 'ts'].map((name) => [name, new Float64Array(rows)]),
    ) as Columns
    let level = 4000
    for (const [i, [move, above, below, volume]] of steps.entries()) {
      const before = level
      level = Math.max(100, level + move)
      const at = (ticks: number) => (kind === 'cents' ? Math.round(ticks) / 100 : ticks * unit)
      columns.open[i] = at(before)
      columns.close[i] = at(level)
      columns.high[i] = at(Math.max(before, level) + above)
      columns.low[i] = at(Math.min(before, level) - below)
      columns.volume[i] = volume * 10
      columns.real[i] = columns.close[i]!
      columns.real1[i] = at(50 + ((i * 7) % 11) + above)
      // Sessions of a few bars.
      columns.ts[i] = i * 7 * 3_600_000
    }
    return columns
  })

/** Whole numbers near the low end, where look-backs are short enough for the series. */
export function paramsOf(indicator: Indicator): fc.Arbitrary<number[]> {
  return fc.tuple(
    ...indicator.params.map((param) => {
      if (param.type === 'choice') return fc.integer({ min: param.min, max: param.max })
      if (param.type === 'int') return fc.integer({ min: param.min, max: Math.min(param.max, param.min + 14) })
      return fc.double({
        min: Math.max(param.min, -3),
        max: Math.min(param.max, 3),
        noNaN: true,
        noDefaultInfinity: true,
      })
    }),
  )
}

/** Functions whose domain ends at 1. */
export const unitDomain: ReadonlySet<string> = new Set(['acos', 'asin'])

export function inputsOf(indicator: Indicator, columns: Columns): Float64Array[] {
  return indicator.inputs.map((name) =>
    unitDomain.has(indicator.name) ? columns[name].map((value) => value / 1e4) : columns[name],
  )
}
