import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { metricNames } from '../../../core/contract/figures.ts'
import { calcMetrics } from '../../../core/metrics/calc.ts'

/** Rows of the table: name, formula, unit, source, null rule, origin. */
const rows = readFileSync('docs/metrics.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )

describe('docs/metrics.md', () => {
  it('has every metric once, in the order of the contract', () => {
    expect(rows.map(([name]) => name)).toStrictEqual(metricNames.map((name) => `\`${name}\``))
  })

  it('gives each a formula, a unit, a source and a null rule', () => {
    for (const row of rows) {
      expect(row).toHaveLength(6)
      expect(row.every((cell) => cell !== '')).toBe(true)
    }
  })

  it('says rightly which of them a series of returns can have', () => {
    const csv = (values: number[]) => ['ts,value', ...values.map((value, i) => `2020-01-0${i + 1},${value}`)].join('\n')
    const { metrics } = calcMetrics({
      returns: csv([0.01, -0.02, 0.03, -0.01]),
      benchmark: csv([0.02, -0.01, 0.01, -0.02]),
      periods: 252,
      riskFree: 0,
    })
    const documented = rows.filter((row) => row[5] === 'run, series').map(([name]) => name!.slice(1, -1))
    expect(documented).toStrictEqual(metricNames.filter((name) => metrics[name] !== null))
  })
})
