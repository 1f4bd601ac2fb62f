import { AppError } from '../../contract/errors.ts'
import type { Query } from './duckdb.ts'
import { quoted, type TypedCells } from './row-check-sql.ts'
import { plainPath, type Relation } from './row-source.ts'
import type { Row, Sample } from './shape.ts'

const sampleRows = 2000

interface ParquetColumn {
  readonly name: string
  readonly type: string
}

async function columnsOf(query: Query, path: string, name: string): Promise<ParquetColumn[]> {
  const found = await query.rows(`describe select * from read_parquet(${plainPath(path)})`).catch((cause: unknown) => {
    throw cause instanceof AppError ? cause : damaged(name, cause)
  })
  return found.map(([column, type]) => ({ name: String(column), type: String(type) }))
}

/** Cells as text: times in ISO form, with an offset only where the column has one. */
function textCell({ name, type }: ParquetColumn): string {
  if (type === 'TIMESTAMP WITH TIME ZONE') return `make_timestamp(epoch_us(${quoted(name)}))::varchar || '+00:00'`
  if (type === 'FLOAT' || type === 'DOUBLE')
    return `case when isnan(${quoted(name)}) then null else ${quoted(name)}::varchar end`
  return `${quoted(name)}::varchar`
}

export async function sampleParquet(query: Query, path: string, name: string, bytes: number): Promise<Sample> {
  const columns = await columnsOf(query, path, name)
  const read = async (tail: string): Promise<Row[]> => {
    const cells = columns.map(textCell).join(', ')
    const rows = await query.rows(
      `select file_row_number, ${cells} from read_parquet(${plainPath(path)}, file_row_number = true) ${tail}`,
    )
    return rows.map(toRow)
  }
  try {
    const [count] = await query.numbers(`select count(*) from read_parquet(${plainPath(path)})`)
    const rows = await read(`limit ${sampleRows}`)
    const tail = count! > sampleRows ? await read(`where file_row_number >= ${Math.max(sampleRows, count! - 200)}`) : []
    return {
      name,
      kind: 'table',
      head: [],
      tail: [],
      table: { names: columns.map((column) => column.name), rows, tail },
      stated: { format: 'parquet' },
      complete: count! <= sampleRows,
      bytes,
      headBytes: count === 0 ? 0 : Math.round((bytes * rows.length) / count!),
    }
  } catch (cause) {
    throw cause instanceof AppError ? cause : damaged(name, cause)
  }
}

/** Rows of a Parquet file, read by DuckDB with the types the file declares. */
export async function parquetSource(query: Query, path: string, name: string): Promise<Relation> {
  const columns = await columnsOf(query, path, name)
  // A typed column has no other way to leave a number out than NULL or NaN.
  const cell = ({ name: column, type }: ParquetColumn) =>
    type === 'FLOAT' || type === 'DOUBLE'
      ? `case when not isnan(${quoted(column)}) then ${quoted(column)} end`
      : quoted(column)
  const cells = columns.map((column, index) => `${cell(column)} as x${index}`).join(', ')
  const typed: TypedCells = new Map(
    columns.flatMap(({ type }, index) => (type === 'VARCHAR' ? [] : [[index, type] as const])),
  )
  return {
    relation: `(select ${cells} from read_parquet(${plainPath(path)}))`,
    typed,
    malformed: [],
    pick: async (positions) => {
      const rows: Row[] = []
      for (let from = 0; from < positions.length; from += 5000) {
        const list = positions.slice(from, from + 5000).join(', ')
        const found = await query.rows(
          `select file_row_number, ${columns.map(textCell).join(', ')} from read_parquet(${plainPath(path)}, file_row_number = true)` +
            ` where file_row_number in (${list}) order by file_row_number`,
        )
        rows.push(...found.map(toRow))
      }
      return rows
    },
  }
}

function toRow([number, ...values]: readonly unknown[]): Row {
  const cells = values.map((value) => (value === null ? '' : String(value as string)))
  return { line: Number(number) + 1, text: cells.join(','), cells }
}

export function damaged(name: string, cause: unknown): AppError {
  const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
  return new AppError('rejected-file', `${name} is a damaged or cut-off Parquet file (${why}).`, {
    cause,
    hint: 'Copy or download it again, and compare its size with the source.',
  })
}
