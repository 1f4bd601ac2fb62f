import { readFileSync } from 'node:fs'

import { installLine } from '../../../core/backtest/peer-run.ts'
import type { BacktestRequest } from '../../../core/backtest/port.ts'
import { findProfile, overrideProfile } from '../../../core/engine/conventions/profiles.ts'
import { createPythonProcess } from '../../../core/python/adapters/process.ts'
import { hasReference, readBars } from '../engine/reference.ts'

export const bridgeScript = 'resources/python/bridge.py'

/** Why the comparison with a tool cannot run here, or null where it can. */
export async function whyNot(packages: Readonly<Record<string, string>>): Promise<string | null> {
  if (!hasReference) return 'no price files in ../shared/data'
  const bridge = createPythonProcess({ script: bridgeScript })
  try {
    const found = (await bridge.call('versions', { packages: Object.keys(packages) })) as Record<string, string | null>
    return Object.keys(packages).every((name) => found[name] !== null)
      ? null
      : `not in SEXTANT_PYTHON; ${installLine(packages)}`
  } catch (error) {
    return (error as Error).message
  } finally {
    await bridge.close()
  }
}

export const costs = { cash: 10_000, fees: 0.001, feeFixed: 0, slippage: 0.0005, spread: 0, leverage: 1 }

/** A run of a template on GOOG, daily bars 2004 to 2013. */
export function googRun(
  template: string,
  profile: string,
  { set = {}, ...changes }: Partial<BacktestRequest> & { set?: Record<string, unknown> } = {},
): BacktestRequest {
  return {
    text: readFileSync(`resources/templates/${template}.strategy.json`, 'utf8'),
    params: {},
    series: [{ symbol: 'GOOG', timeframe: '1d', bars: readBars('goog-daily.csv') }],
    profile: overrideProfile(findProfile(profile), set).fields,
    costs,
    sizing: null,
    seed: 0,
    benchmark: null,
    ...changes,
  }
}

/** Three stocks of one account, daily bars of the same days, with room for all of them. */
export function stocksRun(
  profile: string,
  rules: Record<string, string>,
  changes: Partial<BacktestRequest> = {},
): BacktestRequest {
  const text = readFileSync('resources/templates/sma-cross.strategy.json', 'utf8')
  return {
    ...googRun('sma-cross', profile),
    text: JSON.stringify({ ...(JSON.parse(text) as object), ...rules, constraints: { maxPositions: 3 } }),
    series: ['AAPL', 'IBM', 'KO'].map((symbol) => ({
      symbol,
      timeframe: '1d',
      bars: readBars(`csvdir-${symbol}-daily.csv`),
    })),
    costs: { ...costs, cash: 100_000 },
    ...changes,
  }
}
