import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RunRecord } from '../contract/backtest.ts'
import { AppError } from '../contract/errors.ts'
import { publishFolder } from '../lib/durable-file.ts'
import { renderRunCard } from '../reports/run-card.ts'

export interface RunFolder {
  /** A fresh folder in which a run is written; invisible until `finish`. */
  begin(id: string): Promise<string>
  /** Adds run.json and the run card and moves the folder into place, fsynced; gives its final path. */
  finish(id: string, record: RunRecord): Promise<string>
  abandon(id: string): Promise<void>
  /** Throws `corrupt-data` where run.json is missing or damaged. */
  read(id: string): RunRecord
  path(id: string, file?: string): string
  remove(id: string): Promise<void>
}

/** Run folders `runs/<id>/`: run.json, equity.parquet, trades.parquet, orders.parquet, run-card.md. */
export function createRunFolder(root: string): RunFolder {
  // The process id lets a later start tell a run that is being written from one whose process was killed.
  const unfinished = (id: string) => join(root, `.unfinished-${process.pid}-${id}`)
  const path = (id: string, file = '') => join(root, id, file)
  return {
    path,
    async begin(id) {
      await mkdir(unfinished(id), { recursive: true })
      return unfinished(id)
    },
    async finish(id, record) {
      await writeFile(join(unfinished(id), 'run.json'), `${JSON.stringify(record, null, 2)}\n`)
      await writeFile(join(unfinished(id), 'run-card.md'), renderRunCard(record))
      await publishFolder(unfinished(id), path(id), await readdir(unfinished(id)))
      return path(id)
    },
    abandon: (id) => rm(unfinished(id), { recursive: true, force: true }),
    read(id) {
      const file = path(id, 'run.json')
      const damaged = (found: string, cause?: unknown) =>
        new AppError('corrupt-data', `run ${id}: ${file} ${found}`, {
          cause,
          hint: 'Run it again with the command in its run card, or delete the run.',
          data: { path: file },
        })
      if (!existsSync(file)) throw damaged('is missing')
      try {
        return RunRecord.parse(JSON.parse(readFileSync(file, 'utf8')))
      } catch (cause) {
        throw damaged('is damaged', cause)
      }
    },
    remove: (id) => rm(path(id), { recursive: true, force: true }),
  }
}
