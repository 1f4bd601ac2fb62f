import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { tableFromIPC } from '@uwdata/flechette'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Partition } from '../../../../core/market-data/port.ts'
import { seriesOf, stageBars } from '../../../contract/market-data.contract.ts'
import type { TestBar } from '../../../contract/market-data.contract.ts'
import { makeParquetRepo } from './repo-fixture.ts'
import type { ParquetFixture } from './repo-fixture.ts'

const starts = ['=', '+', '-', '@', '\t', '\r', '\n', ' =', '\t=']
const bodies = [
  "cmd|' /C calc'!A0",
  '1+1',
  'HYPERLINK("http://x.example","y")',
  'SUM(A1:A9)',
  "'a'!B1",
  '"quoted", and comma',
]
/** 54 cells that a spreadsheet could run, then harmless ones. */
const payloads = starts.flatMap((start) => bodies.map((body) => start + body))
const harmless = ['-12.5', '+3', 'plain', "it's", 'a=b', '', 'http://x.example', '1e5', 'dividend, special', 'é株']
const notes = [...payloads, ...harmless, null]

describe('export', () => {
  let fixture: ParquetFixture
  let partitions: readonly Partition[]
  const bars = notes.map((_, day): TestBar => [
    day === 0 ? 0 : day + (day === 1 ? 0.5 / 86_400_000 : day === 2 ? 0.25 / 86_400_000 : 0),
    -12.5,
    0.1 + 0.2,
    -37.63,
    1e21,
    day % 2 === 0 ? null : 22_351_900,
  ])

  beforeAll(async () => {
    fixture = await makeParquetRepo()
    const connection = await fixture.connect()
    const staged = await stageBars(connection, bars, { note: notes, '=evil': notes.map((_, index) => index) })
    ;({ partitions } = await fixture.repo.write(staged, [], new AbortController().signal))
    connection.closeSync()
  })
  afterAll(() => fixture.close())

  const exported = async (format: 'csv' | 'parquet' | 'arrow' | 'json' | 'xlsx') => {
    const path = fixture.target(`bars.${format}`)
    const written = await fixture.repo.export(seriesOf(partitions), format, path)
    expect(written.rows).toBe(notes.length)
    expect(written.bytes).toBe((await readFile(path)).byteLength)
    return path
  }
  const quoted = (note: string | null) => (note !== null && payloads.includes(note) ? `'${note}` : note)

  test('csv: no cell is a formula, numbers stay numbers, times are ISO UTC', async () => {
    const rows = parseCsv(await readFile(await exported('csv'), 'utf8'))
    expect(rows[0]).toEqual(['ts', 'open', 'high', 'low', 'close', 'volume', 'note', "'=evil"])
    for (const cell of rows.flat()) expect(/^\s*[=+\-@]|^[\t\r\n]/.test(cell) && Number.isNaN(Number(cell))).toBe(false)
    expect(rows.slice(1).map((row) => row[6])).toEqual(notes.map((note) => quoted(note) ?? ''))
    expect(rows[1]).toEqual([
      '1970-01-01T00:00:00Z',
      '-12.5',
      '0.30000000000000004',
      '-37.63',
      '1e+21',
      '',
      quoted(notes[0]!),
      '0',
    ])
    expect(rows[2]![0]).toBe('1970-01-02T00:00:00.000500Z')
    expect(rows[2]![5]).toBe('22351900')
    expect(rows[3]![0]).toBe('1970-01-03T00:00:00.000250Z')
  })

  test('json: an array of rows with numbers, ISO times and nulls', async () => {
    const rows = JSON.parse(await readFile(await exported('json'), 'utf8')) as Record<string, unknown>[]
    expect(rows).toHaveLength(notes.length)
    expect(rows[0]).toEqual({
      ts: '1970-01-01T00:00:00Z',
      open: -12.5,
      high: 0.1 + 0.2,
      low: -37.63,
      close: 1e21,
      volume: null,
      note: notes[0],
      '=evil': 0,
    })
    expect(rows.map(({ note }) => note)).toEqual(notes)
  })

  test('arrow: an IPC file with typed columns and nulls', async () => {
    const table = tableFromIPC(await readFile(await exported('arrow')))
    expect(table.schema.fields.map(({ name }) => name)).toEqual([
      'ts',
      'open',
      'high',
      'low',
      'close',
      'volume',
      'note',
      '=evil',
    ])
    expect(Array.from(table.getChild('note'))).toEqual(notes)
    expect(Array.from(table.getChild('volume'))).toEqual(bars.map((bar) => bar[5]))
    expect(Array.from(table.getChild('high'))).toEqual(bars.map((bar) => bar[2]))
    expect(table.getChild('ts').at(1)).toBe(86_400_000.5)
  })

  test('parquet: the same rows', async () => {
    const path = await exported('parquet')
    const connection = await fixture.connect()
    const read = async (file: string) =>
      (await connection.runAndReadAll(`select * from read_parquet('${file.replaceAll("'", "''")}')`)).getRowsJson()
    expect(await read(path)).toEqual(await read(join(fixture.dir, 'data', partitions[0]!.file)))
    connection.closeSync()
  })

  test('xlsx: typed cells, no formula, no link, a frozen header', async () => {
    const parts = await unzip(await exported('xlsx'))
    const sheet = parts.get('xl/worksheets/sheet1.xml')!
    expect(sheet).not.toMatch(/<f[ >]|<hyperlink/)
    expect([...parts.keys()].filter((name) => name.includes('external'))).toEqual([])
    expect(sheet).toContain('state="frozen"')
    expect(sheet).toContain('<c r="B2"><v>-12.5</v></c>')
    expect(sheet).toContain('<c r="C2"><v>0.30000000000000004</v></c>')
    expect(sheet).toMatch(/<c r="A2" s="\d+"><v>25569<\/v><\/c>/)
    expect(sheet).toMatch(/<c r="G2" t="s">/)
    expect(sheet).not.toContain('r="F2"')
    const strings = [...parts.get('xl/sharedStrings.xml')!.matchAll(/<t[^>]*>([\s\S]*?)<\/t>/g)].map(([, text]) => text)
    expect(strings).toEqual(expect.arrayContaining(['=1+1', '-12.5', '=evil']))
  })

  test('xlsx: more rows than a sheet holds is refused before anything is written', async () => {
    const many = [{ ...partitions[0]!, rows: 1_048_576 }]
    await expect(fixture.repo.export(seriesOf(many), 'xlsx', fixture.target('many.xlsx'))).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringContaining('1048575'),
    })
    expect(await readdir(join(fixture.dir, 'out'))).not.toContain('many.xlsx')
  })

  test('a target that cannot be written is named, the old file and no rubbish stay', async () => {
    await mkdir(fixture.target('folder.csv'), { recursive: true })
    await writeFile(fixture.target('folder.csv/x'), '')
    await writeFile(fixture.target('file'), 'x')
    await expect(
      fixture.repo.export(seriesOf(partitions), 'csv', fixture.target('file/below.csv')),
    ).rejects.toMatchObject({ code: 'invalid-input', data: { path: fixture.target('file/below.csv') } })
    await expect(fixture.repo.export(seriesOf(partitions), 'csv', fixture.target('folder.csv'))).rejects.toMatchObject({
      code: 'invalid-input',
    })
    await expect(fixture.repo.export(seriesOf([]), 'csv', fixture.target('none.csv'))).rejects.toMatchObject({
      code: 'not-found',
    })
    expect((await readdir(join(fixture.dir, 'out'))).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })
})

function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, cell = '', end] of text.matchAll(/("(?:[^"]|"")*"|[^,\n"]*)(,|\n|$)/g)) {
    rows.at(-1)!.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (end === '\n') rows.push([])
    if (end === '') break
  }
  return rows.slice(0, -1)
}

/** Every file of a zip, by way of its central directory. */
async function unzip(path: string): Promise<Map<string, string>> {
  const zip = await readFile(path)
  const parts = new Map<string, string>()
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)]
    const [nameLength, extraLength, commentLength] = [
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
    ]
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const packed = zip.subarray(start, start + size)
    parts.set(
      zip.toString('utf8', at + 46, at + 46 + nameLength),
      (method === 0 ? packed : inflateRawSync(packed)).toString('utf8'),
    )
    at += 46 + nameLength + extraLength + commentLength
  }
  return parts
}
