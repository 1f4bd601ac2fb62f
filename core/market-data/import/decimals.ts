import type { Query } from './duckdb.ts'
import { offGridSql } from './numbers.ts'
import { priceFields } from './shape.ts'

/** Decimals that write every price of a table, starting from those of a sample; ten at most. */
export async function finestOnGrid(query: Query, table: string, from: number): Promise<number> {
  // Where the sum of the four is on the grid, so are all four, but for a chance that does not matter to a display.
  const sum = '(open + high + low + "close")'
  const [off] = await query.numbers(`select count(*) filter (${offGridSql(sum, from)}) from ${table}`)
  if (off === 0) return from
  for (let decimals = from + 1; decimals < 10; decimals++) {
    const coarse = priceFields.map((field) => offGridSql(`"${field}"`, decimals)).join(' or ')
    const [found] = await query.numbers(`select count(*) from (select 1 from ${table} where ${coarse} limit 1)`)
    if (found === 0) return decimals
  }
  return 10
}
