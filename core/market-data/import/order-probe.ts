import { AppError } from '../../contract/errors.ts'
import type { Query } from './duckdb.ts'
import { rowCheck } from './row-check.ts'
import type { RowSource } from './row-source.ts'
import type { Layout } from './shape.ts'

/**
 * Compares two rows of the table with the same rows of the file. Line numbers of bad rows, and the order of equal
 * times, hold only while the table keeps the order of the file, which a change of DuckDB's plans could end.
 */
export async function probeOrder(
  query: Query,
  table: string,
  layout: Layout,
  pick: RowSource['pick'],
  rows: number,
  signal: AbortSignal,
): Promise<void> {
  if (rows === 0) return
  const positions = [...new Set([0, Math.min(rows - 1, 50_000)])]
  const check = rowCheck(layout, Date.now())
  const picked = await pick(positions, signal)
  for (const [index, row] of picked.entries()) {
    const own = check(row)
    if ('problem' in own || own.mended !== undefined) continue
    const [ts] = await query.numbers(`select epoch_us(ts) from ${table} where rowid = ${positions[index]}`)
    if (Number.isNaN(ts) || ts === own.ts) continue
    throw new AppError('internal', `Row ${positions[index]} of the table is not line ${row.line} of the file.`, {
      hint: 'Nothing was stored. Please report this file.',
    })
  }
}
