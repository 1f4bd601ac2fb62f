import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

import { createEventRunner } from '../../../core/backtest/adapters/event.ts'
import { eventDriver } from '../../../core/backtest/event-driver.ts'
import type { BacktestRequest } from '../../../core/backtest/port.ts'
import { runBacktest } from '../../../core/backtest/run.ts'
import { profiles } from '../../../core/engine/conventions/profiles.ts'
import { costs, smaCross, wanderingBars } from './fixtures.ts'

const folder = 'resources/templates'
const templates = readdirSync(folder).filter((file) => file.endsWith('.strategy.json'))
const request = (text: string): BacktestRequest => ({
  text,
  params: {},
  series: [{ symbol: 'X', timeframe: '1d', bars: wanderingBars(600) }],
  profile: profiles[0]!.fields,
  costs,
  sizing: null,
  seed: 0,
  benchmark: null,
})

describe('the event runner', () => {
  it.each(templates)('gives for %s what the vector runner gives, under every profile', async (file) => {
    const text = readFileSync(`${folder}/${file}`, 'utf8')
    for (const { fields } of profiles) {
      const alone = request(text)
      const second = { symbol: 'Y', timeframe: '1d', bars: wanderingBars(600, 8) }
      const series = text.includes('topk(') ? [...alone.series, second] : alone.series
      const given = { ...alone, series, profile: fields }
      const { engineMs: _event, ...event } = await createEventRunner().run(given)
      const { engineMs: _vector, ...vector } = runBacktest(given)
      expect(event).toEqual(vector)
    }
  })

  it('gives the same for several symbols of different times', () => {
    const text = JSON.stringify({ ...(JSON.parse(smaCross) as object), constraints: { maxPositions: 2 } })
    for (const { fields } of profiles) {
      const given: BacktestRequest = {
        ...request(text),
        profile: fields,
        sizing: 'percent(40)',
        series: [
          { symbol: 'X', timeframe: '1d', bars: wanderingBars(600) },
          { symbol: 'Y', timeframe: '1d', bars: wanderingBars(450, 3) },
        ],
      }
      const vector = runBacktest(given)
      expect(vector.result.trades.length).toBeGreaterThan(5)
      expect(runBacktest(given, eventDriver).resultHash).toBe(vector.resultHash)
    }
  })

  it('heeds a cancelled signal and has a name', async () => {
    const runner = createEventRunner()
    expect(runner.name).toBe('event')
    await expect(runner.run(request(smaCross), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    })
  })
})
