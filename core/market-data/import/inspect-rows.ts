import { AppError } from '../../contract/errors.ts'
import { mixedUnits } from './clock-guess.ts'
import type { Query } from './duckdb.ts'
import type { Loaded } from './load.ts'
import { fieldPlaces, stampText } from './places.ts'
import { keptText, quarantineCap, refuse, type Held } from './quarantine.ts'
import { rowCheck } from './row-check.ts'
import type { Layout } from './shape.ts'
import { badPositions, mend, type Tables } from './stage.ts'
import type { ReadContext } from './types.ts'

export interface Inspected {
  readonly held: readonly Held[]
  readonly warnings: readonly string[]
  /** Rows of one time with different values, as quarantined rows. */
  readonly conflicts: (pairs: readonly { position: number; other: number }[]) => Promise<Held[]>
}

/**
 * Looks at the rows SQL would not take, one by one in their own text: gives each a reason, and mends those that are
 * sound but unusual (24:00, second 60, a fraction of a second the sample did not show).
 */
export async function inspectRows(
  query: Query,
  tables: Tables,
  layout: Layout,
  loaded: Loaded,
  now: number,
  context: ReadContext,
  name: string,
  doubtful: boolean,
): Promise<Inspected> {
  const positions = doubtful ? await badPositions(query, tables, layout, now, quarantineCap + 1) : []
  const rows = positions.length === 0 ? [] : await loaded.source.pick(positions.slice(0, quarantineCap), context.signal)
  const check = rowCheck(layout, now)
  const places = fieldPlaces(layout)
  const held: Held[] = loaded.source.malformed.map((line) => ({ ...line, run: true }))
  const mended: { position: number; ts: number; values: ReadonlyMap<string, number | null> }[] = []
  const notes: string[] = []
  for (const [index, row] of rows.entries()) {
    const found = check(row)
    if ('problem' in found) {
      if (found.otherUnit === true && layout.clock.kind === 'epoch')
        throw mixedUnits(
          [layout.clock.unit, 'another unit'],
          [stampText(rows[0]!.cells, places), stampText(row.cells, places)],
        )
      held.push({
        line: row.line,
        text: keptText(row.text),
        reason: found.problem,
        run: !found.problem.includes('the clocks were put'),
      })
      continue
    }
    mended.push({ position: positions[index]!, ts: found.ts, values: found.values })
    if (found.mended !== undefined) notes.push(`line ${row.line}: ${found.mended}`)
  }
  if (positions.length > quarantineCap) throw refuse(`More than ${quarantineCap} rows are bad`, held, loaded.rows, name)
  if (mended.length > 0) await mend(query, tables, layout, mended)
  const left = mended.length === 0 ? [] : await badPositions(query, tables, layout, now, quarantineCap)
  if (left.length !== held.length - loaded.source.malformed.length && mended.length > 0) {
    throw new AppError('internal', `Rows of ${name} were judged in two ways.`, {
      hint: 'Nothing was stored. Please report this file.',
      data: { positions: left.slice(0, 5) },
    })
  }
  return {
    held,
    warnings:
      notes.length === 0
        ? []
        : [
            `${notes.length} stamp(s) were moved to the next second or day: ${notes.slice(0, 3).join('; ')}${notes.length > 3 ? '; …' : ''}.`,
          ],
    conflicts: async (pairs) => {
      if (pairs.length === 0) return []
      const wanted = [...new Set(pairs.flatMap(({ position, other }) => [position, other]))].toSorted((a, b) => a - b)
      const texts = new Map(
        (await loaded.source.pick(wanted, context.signal)).map((row, index) => [wanted[index]!, row]),
      )
      return pairs.map(({ position, other }) => {
        const row = texts.get(position)!
        return {
          line: row.line,
          text: keptText(row.text),
          reason: `the same time as line ${texts.get(other)!.line} with other values`,
          run: true,
        }
      })
    },
  }
}
