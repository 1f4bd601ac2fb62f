import type { CheckedStrategy, Template } from '../contract/strategy.ts'
import type { Account } from '../contract/profile.ts'
import { AppError } from '../contract/errors.ts'
import type { Manifest } from '../catalog/manifest.ts'
import { findProfile } from '../engine/conventions/profiles.ts'
import type { EngineHost } from '../engine-host/contract.ts'
import type { EventBus } from '../event-bus/port.ts'
import type { Handlers } from '../handlers.ts'
import { checkStrategy } from './check.ts'
import { checkModule, readModule } from './check-module.ts'
import { languageItems } from './language.ts'
import { moduleSuffix, strategySuffix, type StrategyLibrary } from './library.ts'

export interface StrategyDeps {
  readonly engine: EngineHost
  readonly manifest: Manifest
  readonly library: StrategyLibrary
  readonly templates: readonly Template[]
  /** Bundled strategy modules, which `create` knows too. */
  readonly modules: readonly { readonly name: string; readonly text: string }[]
  readonly events: EventBus
  /** Profile and costs of a new run, for the live preview. */
  readonly defaults: () => { profile: string; account: Account }
  /** Whether programs of this workspace may run. */
  readonly trusted: () => boolean
}

export function createStrategyService({
  engine,
  manifest,
  library,
  templates,
  modules,
  events,
  defaults,
  trusted,
}: StrategyDeps): Handlers['strategy'] {
  const changed = (file: string) => events.publish({ type: 'strategy.changed', file })
  return {
    list: () =>
      library.list().map(({ file, text, updatedAt }) => {
        const { name, hash, ok, problems, params }: CheckedStrategy = file.endsWith(moduleSuffix)
          ? readModule(text, file)
          : checkStrategy(text, file, { causality: false })
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
      const module = modules.find((candidate) => candidate.name === template)
      if (chosen === undefined && module !== undefined) return await createModule(name, module.text)
      if (chosen === undefined)
        throw new AppError('not-found', `there is no template ${template}`, {
          hint: `Templates: ${[...templates, ...modules].map((candidate) => candidate.name).join(', ')}.`,
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
    check({ text, path }, { signal }) {
      if (!path.endsWith(moduleSuffix)) return checkStrategy(text, path, { causality: true })
      return checkModule(text, path, trusted() ? () => engine.declare({ text, file: path }, { signal }) : null)
    },
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

  async function createModule(name: string, text: string): Promise<{ file: string; text: string }> {
    const file = `${name}${moduleSuffix}`
    if (library.has(file)) throw new AppError('conflict', `${file} exists already`, { hint: 'Choose another name.' })
    const named = text.replace(/^(export const name = )'[^']*'/m, (_, key: string) => `${key}${JSON.stringify(name)}`)
    await library.save(file, named)
    changed(file)
    return { file, text: named }
  }
}
