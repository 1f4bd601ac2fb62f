import type { Manifest } from '../catalog/manifest.ts'
import type { EngineHost } from '../engine-host/contract.ts'
import type { Handlers } from '../handlers.ts'
import { indicators } from './registry.ts'

export function createIndicatorService({
  engine,
  manifest,
}: {
  engine: EngineHost
  manifest: Manifest
}): Handlers['indicator'] {
  return {
    list: () =>
      indicators.map(({ params, lookback, ...entry }) => ({
        name: entry.name,
        aliases: [...(entry.aliases ?? [])],
        title: entry.title,
        group: entry.group,
        doc: entry.doc,
        source: entry.source,
        pane: entry.pane,
        inputs: [...entry.inputs],
        outputs: [...entry.outputs],
        levels: [...(entry.levels ?? [])],
        params: params.map(({ choices, ...param }) => ({
          ...param,
          min: finite(param.min),
          max: finite(param.max),
          choices: [...(choices ?? [])],
        })),
        missing: entry.missing ?? null,
        lookback: lookback(params.map((param) => param.default)),
      })),
    calc: ({ name, symbol, timeframe, from, to, params }, { signal }) =>
      engine.indicator(
        { series: manifest.find(symbol, timeframe), name, params, from: from ?? null, to: to ?? null },
        { signal },
      ),
  }
}

/** JSON has no infinity: an open end is null. */
function finite(value: number): number | null {
  return Number.isFinite(value) && Math.abs(value) < 1e30 ? value : null
}
