import type { Manifest } from '../catalog/manifest.ts'
import type { RunRecord } from '../contract/backtest.ts'
import type { BacktestInput } from '../engine-host/contract.ts'

/** A finished run as the engine takes it: its own text, data versions and conventions. Throws `not-found` where its data is gone. */
export function recordedInput(record: RunRecord, manifest: Manifest): BacktestInput {
  const { strategy, params, data, profile, account, seed } = record
  return {
    text: strategy.text,
    params,
    series: data.map(({ symbol, timeframe, version, actions }) =>
      manifest.find(symbol, timeframe, version, actions?.version ?? 0),
    ),
    finer: data.map(({ symbol, finer }) =>
      finer.map(({ timeframe, version }) => manifest.find(symbol, timeframe, version)),
    ),
    benchmark: null,
    profile,
    account,
    engine: record.engine === 'event' ? 'event' : 'vector',
    seed,
    from: Math.min(...data.map(({ from }) => from)),
    to: Math.max(...data.map(({ to }) => to)),
  }
}
