import type { Query } from './duckdb.ts'
import { offGridSql } from './numbers.ts'
import { priceFields } from './shape.ts'

/** Decimals that write every price of a table, starting from those of a sample; ten at most. */
export async function finestOnGrid(query: Query, table: string, from: number): Promise<number> {
  for (let decimals = from; decimals < 10; decimals++) {
    const off = priceFields.map((field) => offGridSql(`"${field}"`, decimals)).join(' or ')
    const [found] = await query.numbers(`select count(*) from (select 1 from ${table} where ${off} limit 1)`)
    if (found === 0) return decimals
  }
  return 10
}
