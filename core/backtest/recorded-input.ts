import type { Manifest } from '../catalog/manifest.ts'
import type { RunRecord } from '../contract/backtest.ts'
import { AppError } from '../contract/errors.ts'
import { isModuleText, moduleSuffix } from '../strategy/library.ts'
import type { BacktestInput } from '../engine-host/contract.ts'

/** A finished run of rules, for what repeats signals elsewhere. Throws `invalid-input` for a strategy in TypeScript. */
export function recordedRules(record: RunRecord, manifest: Manifest, doing: string): BacktestInput {
  const input = recordedInput(record, manifest)
  if (input.module === undefined) return input
  throw new AppError('invalid-input', `${input.module} is a program, and only rules can be ${doing}`, {
    hint: 'Write it as rules, or run it under another --profile and compare: sextant backtest compare RUN RUN.',
  })
}

/** A finished run as the engine takes it: its own text, data versions and conventions. Throws `not-found` where its data is gone. */
function recordedInput(record: RunRecord, manifest: Manifest): BacktestInput {
  const { strategy, params, data, universe, profile, account, market, seed } = record
  return {
    text: strategy.text,
    params,
    series: data.map(({ symbol, timeframe, version, actions }) =>
      manifest.find(symbol, timeframe, version, actions?.version ?? 0),
    ),
    finer: data.map(({ symbol, finer }) =>
      finer.map(({ timeframe, version }) => manifest.find(symbol, timeframe, version)),
    ),
    exchanges: data.map(({ exchange }) =>
      exchange === undefined
        ? null
        : {
            currency: exchange.currency,
            pair: manifest.find(exchange.symbol, exchange.timeframe, exchange.version),
            inverse: exchange.inverse,
          },
    ),
    benchmark: null,
    profile,
    account,
    engine: record.engine === 'event' ? 'event' : 'vector',
    seed,
    ...(isModuleText(strategy.text) ? { module: `${strategy.name}${moduleSuffix}` } : {}),
    ...(market === undefined ? {} : { market }),
    ...(universe === undefined ? {} : { spells: data.map(({ spells }) => spells ?? []), leaving: universe.leaving }),
    from: Math.min(...data.map(({ from }) => from)),
    to: Math.max(...data.map(({ to }) => to)),
  }
}
