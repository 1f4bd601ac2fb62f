import { open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

import type { SweepResult } from '../contract/backtest.ts'
import { AppError } from '../contract/errors.ts'
import { asNoSpace, makeFolder, publishFile, temporaryBeside } from '../lib/durable-file.ts'
import type { DuckDb } from '../market-data/duckdb.ts'
import { quoteIdentifier, quoteText } from '../market-data/duckdb.ts'
import { runSweep } from './sweep.ts'
import type { SweepInput, SweepRows } from './sweep.ts'

/** A `.csv` or `.parquet` file that takes the rows of a sweep as they come and appears under its name when it is complete. */
export interface SweepFile {
  /** Throws `no-space`. */
  readonly write: (rows: SweepRows) => Promise<void>
  /** Throws `invalid-input` where no row was written, and `no-space`. */
  readonly finish: () => Promise<void>
  /** Leaves nothing behind; harmless after `finish`. */
  readonly abandon: () => Promise<void>
}

/**
 * Memory does not grow with the number of rows: a Parquet file is packed from text written beside it. An undefined figure is
 * an empty cell (CSV) or null (Parquet). `db` is asked for only where a Parquet file is wanted.
 */
export async function createSweepFile(out: string, db: () => Promise<DuckDb>): Promise<SweepFile> {
  const parquet = /\.parquet$/i.test(out)
  if (!parquet && !/\.csv$/i.test(out)) {
    throw new AppError('invalid-input', `${out}: a sweep writes .csv or .parquet`, {
      hint: 'Name the file accordingly.',
    })
  }
  await makeFolder(dirname(out))
  const text = temporaryBeside(`${out}.csv`)
  const packed = temporaryBeside(out)
  const file = await open(text, 'wx')
  let columns: readonly string[] = []
  let isOpen = true

  const guarded = async (step: () => Promise<void>) => {
    try {
      await step()
    } catch (cause) {
      throw asNoSpace(cause, out)
    }
  }
  const close = async () => {
    if (isOpen) await file.close()
    isOpen = false
  }
  return {
    write: (rows) =>
      guarded(async () => {
        if (columns.length === 0) await file.appendFile(`${rows.columns.join(',')}\n`)
        columns = rows.columns
        await file.appendFile(csvRows(rows))
      }),
    finish: () =>
      guarded(async () => {
        await close()
        if (columns.length === 0) {
          throw new AppError('invalid-input', 'The condition leaves out every combination of the grid', {
            hint: 'Check --where and the axes.',
          })
        }
        if (parquet) await pack(await db(), text, packed, columns)
        await publishFile(parquet ? packed : text, out)
        if (parquet) await rm(text, { force: true })
      }),
    async abandon() {
      await close()
      await rm(text, { force: true })
      await rm(packed, { force: true })
    },
  }
}

/** Runs a sweep into a file. Throws what `runSweep` does, and `no-space`; then nothing is left behind. */
export async function sweepToFile(
  input: Omit<SweepInput, 'onRows'>,
  out: string,
  db: () => Promise<DuckDb>,
): Promise<SweepResult> {
  const file = await createSweepFile(out, db)
  try {
    const summary = await runSweep({ ...input, onRows: file.write })
    await file.finish()
    return { out, ...summary }
  } catch (error) {
    await file.abandon()
    throw error
  }
}

async function pack(db: DuckDb, text: string, packed: string, columns: readonly string[]): Promise<void> {
  const types = columns.map((name) => `${quoteText(name)}: 'DOUBLE'`).join(', ')
  const chosen = columns.map((name) =>
    name === 'trades' ? 'cast(trades as integer) as trades' : quoteIdentifier(name),
  )
  const connection = await db.connect()
  try {
    await connection.run(
      `copy (select ${chosen.join(', ')} from read_csv(${quoteText(text)}, header = true, auto_detect = false, columns = {${types}}, nullstr = ''))
       to ${quoteText(packed)} (format parquet, compression zstd)`,
    )
  } finally {
    connection.closeSync()
  }
}

function csvRows({ count, values, columns }: SweepRows): string {
  const width = columns.length
  let text = ''
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < width; i++) {
      const value = values[row * width + i]!
      text += `${Number.isNaN(value) ? '' : String(value)}${i === width - 1 ? '\n' : ','}`
    }
  }
  return text
}
