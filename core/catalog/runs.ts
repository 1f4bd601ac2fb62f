import type { RunSummary } from '../contract/backtest.ts'
import { AppError } from '../contract/errors.ts'
import type { Catalog } from './open.ts'

export type StoredRun = Omit<RunSummary, 'stale'> & { readonly dataHashes: readonly string[] }

/** The list of finished runs. A run is listed only after its folder is complete on disk. */
export interface RunList {
  add(run: StoredRun): void
  /** Newest first. */
  list(): StoredRun[]
  /** A run id, a unique prefix or suffix-free part of it, or `last`. Throws `not-found` or `invalid-input`. */
  resolve(reference: string): StoredRun
  remove(id: string): void
}

export function createRunList(db: Catalog): RunList {
  const parse = (row: unknown) => JSON.parse((row as { summary: string }).summary) as StoredRun
  return {
    add: (run) =>
      void db
        .prepare('insert into runs (id, created_at, summary) values (?, ?, ?)')
        .run(run.id, run.createdAt, JSON.stringify(run)),
    list: () => db.prepare('select summary from runs order by created_at desc, id desc').all().map(parse),
    resolve: (reference) => {
      if (reference === 'last') {
        const row = db.prepare('select summary from runs order by created_at desc, id desc limit 1').get()
        if (row === undefined)
          throw new AppError('not-found', 'there are no runs yet', {
            hint: 'Run a backtest first: sextant backtest run sma-cross --data SYMBOL.',
          })
        return parse(row)
      }
      const wanted = reference.toUpperCase()
      const rows = db
        .prepare('select id, summary from runs where substr(id, 1, ?) = ? limit 3')
        .all(wanted.length, wanted)
      if (rows.length === 1) return parse(rows[0])
      if (rows.length > 1)
        throw new AppError('invalid-input', `several runs begin with ${reference}`, {
          hint: 'Give more of the id; sextant backtest list shows them all.',
        })
      throw new AppError('not-found', `there is no run ${reference}`, {
        hint: 'Use a run id, the beginning of one, or `last`; sextant backtest list shows them all.',
      })
    },
    remove: (id) => void db.prepare('delete from runs where id = ?').run(id),
  }
}
