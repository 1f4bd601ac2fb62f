import { describe, expect, it } from 'vitest'
import { probabilisticSharpe } from '../../../core/engine/metrics/returns.ts'
import { hasReference, orSkipped, readBars, readReference } from '../engine/reference.ts'
import { defects, otherMetrics } from './peer-differences.ts'
import { metricsOf, nameOf, sameFormula, type PeerEntry, type PeerSeries } from './peer-metrics.ts'

const isoDay = (time: number) => new Date(time).toISOString().slice(0, 10)

describe.skipIf(!hasReference)(`metrics of a return series, by empyrical and quantstats${orSkipped}`, () => {
  const file = hasReference
    ? readReference<{ main: Omit<PeerSeries, 'dates' | 'name'>; edges: PeerSeries[] }>('metrics-aapl-ibm')
    : { main: { returns: [], benchmark: [], metrics: [] }, edges: [] }
  const dates = hasReference ? Array.from(readBars('csvdir-AAPL-daily.csv').ts, isoDay).slice(1) : []
  const main: PeerSeries = { ...file.main, name: 'main', dates }
  const all = [main, ...file.edges]

  it('has a verdict on each of the 106 metrics', () => {
    expect(main.metrics).toHaveLength(106)
    expect([...Object.keys(sameFormula), ...Object.keys(otherMetrics)].sort()).toStrictEqual(
      main.metrics.map(nameOf).sort(),
    )
  })

  it.each(all.map((series) => [series.name, series] as const))(
    '%s: the same number within 1e-8, or undefined in both',
    (name, series) => {
      const given = metricsOf(series)
      const count = series.returns.filter((value) => value !== null).length
      const differing = series.metrics.filter((entry) => {
        const pair = sameFormula[nameOf(entry)]
        return pair !== undefined && !agree(pair.ours(given, count), peerValue(entry))
      })
      const expected = Object.keys(defects).filter((key) => key.startsWith(`${name}|`))
      expect(differing.map((entry) => `${name}|${nameOf(entry)}`).sort()).toStrictEqual(expected.sort())
    },
  )

  it('is finite or null for every edge series', () => {
    expect(file.edges).toHaveLength(10)
    for (const series of all) {
      for (const value of Object.values(metricsOf(series)()))
        expect(value === null || Number.isFinite(value)).toBe(true)
    }
  })

  it('has the other probabilistic Sharpe ratio when fed moments corrected for bias, as quantstats feeds it', () => {
    const value = (metric: string) => peerValue(main.metrics.find((entry) => nameOf(entry) === metric)!)!
    const asTheyDo = probabilisticSharpe({
      sharpe: value('quantstats sharpe') / Math.sqrt(252),
      against: 0,
      observations: main.returns.length,
      skew: value('quantstats skew'),
      kurtosis: value('quantstats kurtosis') + 3,
    })
    expect(agree(asTheyDo, value('quantstats probabilistic_sharpe_ratio'))).toBe(true)
    expect(agree(metricsOf(main)().psr, value('quantstats probabilistic_sharpe_ratio'))).toBe(false)
  })
})

function peerValue(entry: PeerEntry): number | null {
  if (entry.error !== undefined || entry.value === null || entry.value === undefined || typeof entry.value === 'string')
    return null
  const theirs = sameFormula[nameOf(entry)]?.theirs
  const value = theirs === undefined ? entry.value : theirs(entry.value as never)
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

function agree(ours: number | null, theirs: number | null): boolean {
  if (ours === null || theirs === null) return ours === theirs
  return Math.abs(ours - theirs) <= 1e-8 * Math.max(1e-4, Math.abs(theirs))
}
