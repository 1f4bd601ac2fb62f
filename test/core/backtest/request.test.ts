import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { engineInput } from '../../../core/backtest/request.ts'
import type { Manifest } from '../../../core/catalog/manifest.ts'
import { RunRequest } from '../../../core/contract/backtest.ts'
import { createUniverses } from '../../../core/market-data/universes.ts'
import { createStrategyLibrary } from '../../../core/strategy/library.ts'
import { smaCross } from './fixtures.ts'

const module = 'export const create = () => ({ onBar() {} })\n'
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sextant-request-'))
  writeFileSync(join(folder, 'mine.strategy.ts'), module)
  writeFileSync(join(folder, 'rules.strategy.json'), smaCross)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const manifest = {
  find: (symbol: string, timeframe = '1d') => ({ symbol, timeframe }),
  stored: () => [],
} as unknown as Manifest
const input = (given: object, trusted = true) =>
  engineInput(RunRequest.parse({ data: ['X'], ...given }), {
    manifest,
    universes: createUniverses(join(folder, 'universes')),
    library: createStrategyLibrary(folder, []),
    trusted: () => trusted,
  }).input

describe('a request for a strategy module', () => {
  it('goes to the event engine, by its file, by its name, and by the text of an earlier run', () => {
    for (const strategy of ['mine', 'mine.strategy.ts', join(folder, 'mine.strategy.ts')])
      expect(input({ strategy })).toMatchObject({ module: 'mine.strategy.ts', engine: 'event', text: module })
    expect(input({ text: module })).toMatchObject({ module: 'repeated.strategy.ts', engine: 'event' })
  })

  it('is refused in a workspace that is not trusted, however it comes', () => {
    for (const given of [{ strategy: 'mine' }, { text: module }, { strategy: 'x.strategy.ts', text: smaCross }])
      expect(() => input(given, false)).toThrow('this workspace is not trusted to run programs')
  })

  it('leaves rules alone', () => {
    for (const given of [{ strategy: 'rules' }, { text: smaCross }]) {
      expect(input(given, false)).toMatchObject({ engine: 'vector', text: smaCross })
      expect(input(given, false).module).toBeUndefined()
    }
    expect(input({ strategy: 'rules', engine: 'event' }).engine).toBe('event')
    expect(() => input({ text: 'export const nothing = 1' })).toThrow('not JSON')
  })
})
