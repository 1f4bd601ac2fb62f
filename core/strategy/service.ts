import type { CheckedStrategy, Template } from '../contract/strategy.ts'
import type { Account } from '../contract/backtest.ts'
import { AppError } from '../contract/errors.ts'
import type { Manifest } from '../catalog/manifest.ts'
import { findProfile } from '../engine/profiles.ts'
import type { EngineHost } from '../engine-host/contract.ts'
import type { EventBus } from '../event-bus/port.ts'
import type { Handlers } from '../handlers.ts'
import { checkStrategy } from './check.ts'
import { languageItems } from './language.ts'
import { strategySuffix, type StrategyLibrary } from './library.ts'

export interface StrategyDeps {
  readonly engine: EngineHost
  readonly manifest: Manifest
  readonly library: StrategyLibrary
  readonly templates: readonly Template[]
  readonly events: EventBus
  /** Profile and costs of a new run, for the live preview. */
  readonly defaults: () => { profile: string; account: Account }
}

export function createStrategyService({
  engine,
  manifest,
  library,
  templates,
  events,
  defaults,
}: StrategyDeps): Handlers['strategy'] {
  const changed = (file: string) => events.publish({ type: 'strategy.changed', file })
  return {
    list: () =>
      library.list().map(({ file, text, updatedAt }) => {
        const { name, hash, ok, problems, params }: CheckedStrategy = checkStrategy(text, file, { causality: false })
        return {
          file,
          name: name ?? file.slice(0, -strategySuffix.length),
          hash,
          ok,
          problems: problems.length,
          params,
          updatedAt,
        }
      }),
    templates: () => [...templates],
    language: () => languageItems(),
    read: ({ file }) => library.read(file),
    async save({ file, text, expected }) {
      const saved = await library.save(file, text, expected)
      changed(file)
      return saved
    },
    async create({ name, template }) {
      const chosen = templates.find((candidate) => candidate.name === template)
      if (chosen === undefined)
        throw new AppError('not-found', `there is no template ${template}`, {
          hint: `Templates: ${templates.map((candidate) => candidate.name).join(', ')}.`,
        })
      const file = `${name}${strategySuffix}`
      if (library.list().some((stored) => stored.file === file))
        throw new AppError('conflict', `${file} exists already`, { hint: 'Choose another name.' })
      // The template's own name becomes the strategy's, wherever the text puts it.
      const text = chosen.text.replace(/("name"\s*:\s*)"[^"]*"/, (_, key: string) => `${key}${JSON.stringify(name)}`)
      await library.save(file, text)
      changed(file)
      return { file, text }
    },
    remove({ file }) {
      const text = library.remove(file)
      changed(file)
      return { removed: true, text }
    },
    check: ({ text, path }) => checkStrategy(text, path, { causality: true }),
    signals({ text, symbol, timeframe, params, from, to, points }, { signal }) {
      const { profile, account } = defaults()
      return engine.signals(
        {
          series: manifest.find(symbol, timeframe),
          text,
          params,
          profile: findProfile(profile),
          account,
          from: from ?? null,
          to: to ?? null,
          points,
        },
        { signal },
      )
    },
    explain: ({ text, symbol, timeframe, params, ts }, { signal }) =>
      engine.explain({ series: manifest.find(symbol, timeframe), text, params, ts }, { signal }),
  }
}
