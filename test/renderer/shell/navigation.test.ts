import { beforeEach, describe, expect, it, vi } from 'vitest'

const stored = new Map<string, string>()
vi.stubGlobal('window', {
  localStorage: {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  },
})

const fresh = async () => {
  vi.resetModules()
  return import('../../../renderer/shell/navigation.ts')
}

describe('tabs', () => {
  beforeEach(() => stored.clear())

  it('opens beside the tab in front and goes to one that shows the same', async () => {
    const { open, useTabs } = await fresh()
    const goog = open('data', { symbol: 'GOOG', timeframe: '1d' }, 'GOOG 1d')
    open('runs')
    expect(open('data', { timeframe: '1d', symbol: 'GOOG' })).toBe(goog)
    expect(useTabs.getState().tabs.map(({ title }) => title)).toEqual(['Home', 'GOOG 1d', 'All runs'])
    expect(useTabs.getState().active).toBe(goog)
  })

  it('leads to the neighbour on closing, and to Home from the last tab', async () => {
    const { closeTab, open, useTabs } = await fresh()
    const data = open('data')
    const runs = open('runs')
    closeTab(runs)
    expect(useTabs.getState().active).toBe(data)
    closeTab(data)
    closeTab('home')
    expect(useTabs.getState().tabs.map(({ area }) => area)).toEqual(['home'])
  })

  it('reopens closed tabs, the last one first', async () => {
    const { closeTab, open, reopenTab, useTabs } = await fresh()
    const a = open('data', { symbol: 'A' })
    const b = open('data', { symbol: 'B' })
    closeTab(a)
    closeTab(b)
    reopenTab()
    expect(useTabs.getState().active).toBe(b)
    reopenTab()
    expect(useTabs.getState().active).toBe(a)
  })

  it('restores tabs after a restart, without the mark of unsaved text', async () => {
    const first = await fresh()
    const id = first.open('strategies', { file: 'a' }, 'a')
    first.setDirty(id, true)
    const second = await fresh()
    expect(second.useTabs.getState().tabs.at(-1)).toMatchObject({ area: 'strategies', title: 'a', dirty: false })
    expect(second.useTabs.getState().active).toBe(id)
  })

  it.each([
    ['{"state":{"tabs":"x"},"version":1}'],
    ['{"state":{"tabs":[{"area":"gone","id":"1","title":"","params":{}}]},"version":1}'],
    ['{broken'],
  ])('opens on Home where the store holds %s', async (text) => {
    stored.set('sextant.tabs', text)
    const { useTabs } = await fresh()
    expect(useTabs.getState().tabs.map(({ area }) => area)).toEqual(['home'])
  })
})
