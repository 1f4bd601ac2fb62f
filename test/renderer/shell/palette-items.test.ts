import { Activity } from 'lucide-react'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { PaletteGroup } from '../../../renderer/shell/palette/palette-items.ts'

let items: typeof import('../../../renderer/shell/palette/palette-items.ts')
beforeAll(async () => {
  // The module reaches the window's stores and its link when it is loaded; nothing here uses either.
  vi.stubGlobal('window', {
    matchMedia: () => ({ matches: false, addEventListener: () => undefined }),
    location: { origin: 'http://127.0.0.1', protocol: 'http:' },
  })
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined, removeItem: () => undefined })
  items = await import('../../../renderer/shell/palette/palette-items.ts')
})

const group = (id: string, sign: string | undefined, titles: readonly string[]): PaletteGroup => ({
  id,
  title: id,
  ...(sign === undefined ? {} : { sign }),
  total: titles.length,
  items: titles.map((title) => ({ id: title, title, detail: '', icon: Activity, run: () => undefined })),
})
const groups = [
  group('commands', '>', ['Backtest', 'Add a SMA', 'Settings']),
  group('data', '@', ['SMA 1d', 'GOOG 1d']),
  group('runs', '#', ['sma-cross', 'breakout']),
]

describe('palette', () => {
  it('leaves groups with matches, titles that begin with the word first', () => {
    expect(items.matching(groups, 'sma').map(({ id, items: found }) => [id, found.map(({ title }) => title)])).toEqual([
      ['commands', ['Add a SMA']],
      ['data', ['SMA 1d']],
      ['runs', ['sma-cross']],
    ])
  })

  it('narrows to one group by its sign', () => {
    expect(items.matching(groups, '#').map(({ id }) => id)).toEqual(['runs'])
    expect(items.matching(groups, '@goog').flatMap(({ items: found }) => found.map(({ title }) => title))).toEqual([
      'GOOG 1d',
    ])
  })

  it('offers the nearest spelling where nothing matches', () => {
    expect(items.matching(groups, 'backtst')).toEqual([])
    expect(items.nearest(groups, 'backtst')[0]?.title).toBe('Backtest')
  })
})
