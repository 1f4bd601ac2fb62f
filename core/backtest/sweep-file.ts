import { open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

import type { SweepResult } from '../contract/backtest.ts'
import { AppError } from '../contract/errors.ts'
import { asNoSpace, makeFolder, publishFile, temporaryBeside } from '../lib/durable-file.ts'
import type { DuckDb } from '../market-data/duckdb.ts'
import { quoteIdentifier, quoteText } from '../market-data/duckdb.ts'
import { runSweep } from './sweep.ts'
import type { SweepInput, SweepRows } from './sweep.ts'

/**
 * Runs a sweep into a `.csv` or `.parquet` file, which appears when it is complete. Rows are written as they come, so memory
 * does not grow with their number. An undefined figure is an empty cell (CSV) or null (Parquet).
 * `db` is asked for only where a Parquet file is wanted. Throws what `runSweep` does, and `no-space`.
 */
export async function sweepToFile(
  input: Omit<SweepInput, 'onRows'>,
  out: string,
  db: () => Promise<DuckDb>,
): Promise<SweepResult> {
  const parquet = /\.parquet$/i.test(out)
  if (!parquet && !/\.csv$/i.test(out)) {
    throw new AppError('invalid-input', `${out}: a sweep writes .csv or .parquet`, {
      hint: 'Name the file accordingly.',
    })
  }
  await makeFolder(dirname(out))
  const text = temporaryBeside(`${out}.csv`)
  const packed = temporaryBeside(out)
  try {
    let columns: readonly string[] = []
    const file = await open(text, 'wx')
    let summary
    try {
      summary = await runSweep({
        ...input,
        onRows: async (rows) => {
          if (columns.length === 0) await file.appendFile(`${rows.columns.join(',')}\n`)
          columns = rows.columns
          await file.appendFile(csvRows(rows))
        },
      })
      if (columns.length === 0)
        throw new AppError('invalid-input', 'The condition leaves out every combination of the grid', {
          hint: 'Check --where and the axes.',
        })
    } finally {
      await file.close()
    }
    if (!parquet) await publishFile(text, out)
    else {
      await pack(await db(), text, packed, columns)
      await publishFile(packed, out)
    }
    return { out, ...summary }
  } catch (cause) {
    throw asNoSpace(cause, out)
  } finally {
    await rm(text, { force: true })
    await rm(packed, { force: true })
  }
}

async function pack(db: DuckDb, text: string, packed: string, columns: readonly string[]): Promise<void> {
  const types = columns.map((name) => `${quoteText(name)}: 'DOUBLE'`).join(', ')
  const chosen = columns.map((name) =>
    name === 'trades' ? `cast(${quoteIdentifier(name)} as integer) as ${quoteIdentifier(name)}` : quoteIdentifier(name),
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
