import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkSeries } from '../../../core/quality/suite.ts'
import { connect, now, objections } from './series.ts'

const folder = '../shared/data'
const absent = `${folder} is not here`

async function report(file: string, time: string, timeframe: string, volume = 'volume::double') {
  const connection = await connect()
  await connection.run(
    `create temp table series as select "${time}"::timestamp as ts, columns('(?i)^(open|high|low|close)$')::double, ${volume} as volume from read_csv('${folder}/${file}') order by 1`,
  )
  return checkSeries({ connection, relation: 'series', symbol: 'TEST', timeframe, version: 1, now })
}

describe.skipIf(!existsSync(folder))(
  `series from public sources${existsSync(folder) ? '' : `, skipped: ${absent}`}`,
  () => {
    test('Google daily: complete on the New York calendar, three unscheduled closures, outliers kept', async () => {
      const quality = await report('goog-daily.csv', 'column0', '1d')
      expect({
        status: quality.status,
        label: quality.label,
        calendar: quality.calendar,
        rows: quality.rows,
        expected: quality.expectedSessions,
        present: quality.presentSessions,
      }).toEqual({
        status: 'pass',
        label: 'Good',
        calendar: 'XNYS, inferred',
        rows: 2148,
        expected: 2148,
        present: 2148,
      })
      expect(quality.findings.filter(({ check }) => check === 'closure').map(({ message }) => message)).toEqual([
        'Funeral of Gerald R. Ford.',
        'Hurricane Sandy.',
        'Hurricane Sandy.',
      ])
      expect(quality.checks.find(({ check }) => check === 'holiday')!.count).toBe(76)
      expect(quality.coverage).toHaveLength(104)
      const largest = quality.findings
        .filter(({ check }) => check === 'outliers')
        .toSorted((a, b) => b.value! - a.value!)[0]!
      expect(new Date(largest.ts!).toISOString().slice(0, 10)).toBe('2008-04-18')
      expect(largest.message).toContain('+19.99%')
    })

    test.each(['AAPL', 'IBM', 'KO', 'MSFT'])('%s daily: nothing to object to', async (symbol) => {
      const quality = await report(`csvdir-${symbol}-daily.csv`, 'date', '1d')
      expect({ objections: objections(quality), label: quality.label, calendar: quality.calendar }).toEqual({
        objections: {},
        label: 'Good',
        calendar: 'XNYS, inferred',
      })
    })

    test('Bitcoin minutes: round the clock, complete', async () => {
      const quality = await report('btc-perp-1m-2022-01.csv', 'timestamp', '1m')
      expect({
        objections: objections(quality),
        label: quality.label,
        calendar: quality.calendar,
        rows: quality.rows,
      }).toEqual({ objections: {}, label: 'Good', calendar: '24/7, inferred', rows: 45_031 })
    })

    test('pound in minutes: five days round the clock, no volume, minutes without a quote', async () => {
      const quality = await report('gbpusd-m1-bid-2012.csv', 'timestamp', '1m', 'null::double')
      expect(quality.calendar).toBe('24/5, inferred')
      expect(Object.keys(objections(quality))).toEqual(['gaps', 'volume'])
      expect(quality.status).toBe('warn')
    })
  },
)
