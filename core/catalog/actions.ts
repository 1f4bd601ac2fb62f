import { createHash } from 'node:crypto'
import type { ActionImport, ActionSet, DatedAction } from '../contract/actions.ts'
import { AppError } from '../contract/errors.ts'
import type { SeriesActions } from '../market-data/port.ts'
import type { Catalog } from './open.ts'

interface Row {
  version: number
  hash: string
  source: string
  items: string
  created_at: number
}

/** Splits and dividends by symbol. Versions are kept, so that an old run can be repeated. */
export interface ActionList {
  /** The current version, or an older one (0 for none); null where there are none. Throws `not-found`. */
  find(symbol: string, version?: number): SeriesActions | null
  show(symbol: string): ActionSet
  /** Adds actions; one of the same time and kind takes the new value. With `replace` all others go. */
  save(symbol: string, source: string, actions: readonly DatedAction[], replace?: boolean): ActionImport
}

export function createActionList(db: Catalog): ActionList {
  const rows = (symbol: string) =>
    db.prepare('select * from actions where symbol = ? order by version desc').all(symbol) as Row[]
  const itemsOf = (row: Row | undefined) => (row === undefined ? [] : (JSON.parse(row.items) as DatedAction[]))

  const save = db.transaction((symbol: string, source: string, given: readonly DatedAction[], replace: boolean) => {
    const [current] = rows(symbol)
    const before = itemsOf(current)
    const byKey = new Map(replace ? [] : before.map((action) => [keyOf(action), action] as const))
    for (const action of given) byKey.set(keyOf(action), action)
    const items = [...byKey.values()].toSorted((a, b) => a.ts - b.ts || (a.kind < b.kind ? 1 : -1))
    const hash = hashOf(items)
    const same = new Set(before.map(lineOf))
    const result = { symbol, read: given.length, changed: items.filter((one) => !same.has(lineOf(one))).length }
    if (hash === (current?.hash ?? hashOf([])))
      return { ...result, version: current?.version ?? 0, hash, total: items.length }
    const version = (current?.version ?? 0) + 1
    db.prepare('insert into actions (symbol, version, hash, source, items, created_at) values (?, ?, ?, ?, ?, ?)').run(
      symbol,
      version,
      hash,
      source,
      JSON.stringify(items),
      Date.now(),
    )
    return { ...result, version, hash, total: items.length }
  })

  return {
    find(symbol, version) {
      const row = version === undefined ? rows(symbol)[0] : rows(symbol).find((one) => one.version === version)
      if (row === undefined) {
        if (version === undefined || version === 0) return null
        throw new AppError('not-found', `the splits and dividends of ${symbol} have no version ${version}`)
      }
      const items = itemsOf(row)
      return items.length === 0 ? null : { version: row.version, hash: row.hash, items }
    },
    show(symbol) {
      const all = rows(symbol)
      return {
        symbol,
        version: all[0]?.version ?? 0,
        hash: all[0]?.hash ?? hashOf([]),
        actions: itemsOf(all[0]),
        versions: all.map((row) => ({
          version: row.version,
          hash: row.hash,
          count: itemsOf(row).length,
          source: row.source,
          createdAt: row.created_at,
        })),
      }
    },
    save: (symbol, source, actions, replace = false) => save.immediate(symbol, source, actions, replace),
  }
}

const keyOf = ({ ts, kind }: DatedAction) => `${ts} ${kind}`
const lineOf = ({ ts, kind, value }: DatedAction) => `${ts} ${kind} ${value}`

function hashOf(items: readonly DatedAction[]): string {
  return createHash('sha256').update(items.map(lineOf).join('\n')).digest('hex')
}
