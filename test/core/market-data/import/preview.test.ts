import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Preview } from '../../../../core/contract/data.ts'
import { csv, dailyLines, failure, preview, previewPath, read, readPath } from './harness.ts'

const guessOf = (seen: Preview, field: string) => seen.guesses.find((guess) => guess.field === field)

describe('preview', () => {
  it('guesses everything about a daily file, with reasons, and gives the command that imports it', async () => {
    const seen = await preview('goog-daily.csv', csv(dailyLines(300), ',Open,High,Low,Close,Volume'))
    expect(Preview.parse(seen)).toEqual(seen)
    expect(seen).toMatchObject({ name: 'goog-daily.csv', format: 'csv', rowEstimate: 300, questions: [], warnings: [] })
    expect(seen.columns.map(({ name, field }) => [name, field])).toEqual([
      ['', 'ts'],
      ['Open', 'open'],
      ['High', 'high'],
      ['Low', 'low'],
      ['Close', 'close'],
      ['Volume', 'volume'],
    ])
    expect(guessOf(seen, 'timeframe')).toMatchObject({ value: '1d', confidence: 'sure' })
    expect(guessOf(seen, 'symbol')).toMatchObject({
      value: 'GOOG',
      confidence: 'sure',
      reason: 'from the file name goog-daily.csv',
    })
    expect(guessOf(seen, 'decimals')).toMatchObject({ value: '2' })
    expect(guessOf(seen, 'range')).toMatchObject({ value: '2020-01-01 to 2020-10-26' })
    expect(seen.guesses.every(({ reason }) => reason.length > 3)).toBe(true)
    expect(seen.rows).toHaveLength(100)
    expect(seen.command).toMatch(
      /^sextant data import \S+goog-daily\.csv --symbol GOOG --timeframe 1d --timezone UTC --stamp open --format csv$/,
    )
  })

  it('says what was given as given', async () => {
    const seen = await preview('x.csv', csv(dailyLines(30)), {
      symbol: 'ABC',
      timeframe: '1d',
      stamp: 'open',
      format: 'csv',
      delimiter: ',',
    })
    for (const field of ['symbol', 'timeframe', 'stamp', 'format', 'delimiter'])
      expect(guessOf(seen, field)).toMatchObject({ confidence: 'given' })
  })

  it('shows the problem of a row and the cell at fault', async () => {
    const seen = await preview(
      'X.csv',
      csv([...dailyLines(20), '2021-01-01,10,11,9,,5', '2021-01-02,10,11', '2021-01-03,10,8,9,9,5']),
    )
    expect(seen.rows.filter(({ problem }) => problem !== undefined)).toEqual([
      { line: 22, cells: ['2021-01-01', '10', '11', '9', '', '5'], problem: 'close is empty', problemColumn: 4 },
      { line: 23, cells: ['2021-01-02', '10', '11'], problem: '3 cells where 6 columns are expected' },
      { line: 24, cells: ['2021-01-03', '10', '8', '9', '9', '5'], problem: 'high 8 is below low 9', problemColumn: 2 },
    ])
  })

  it('asks for the symbol where neither the file nor its name tells, and import refuses until it is said', async () => {
    const text = csv(dailyLines(30))
    expect((await preview('prices.csv', text)).questions).toMatchObject([{ field: 'symbol' }])
    expect(await failure(read('prices.csv', text))).toMatchObject({
      code: 'invalid-input',
      hint: expect.stringContaining('--symbol') as string,
    })
    expect((await read('prices.csv', text, { symbol: 'ACME' })).staged.symbol).toBe('ACME')
  })

  it('asks how long a bar is where one row cannot tell', async () => {
    expect((await preview('X.csv', csv(dailyLines(1)))).questions).toMatchObject([{ field: 'timeframe' }])
    expect((await read('X.csv', csv(dailyLines(1)), { timeframe: '1d' })).accepted).toBe(1)
  })

  it('is told apart from a file name that says otherwise', async () => {
    expect(guessOf(await preview('X-1h.csv', csv(dailyLines(30))), 'timeframe')).toMatchObject({
      value: '1d',
      confidence: 'check',
      alternatives: ['1h'],
    })
  })

  it('looks at head and tail of a large file only', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sextant-large-'))
    try {
      const path = join(folder, 'LARGE.csv')
      const file = openSync(path, 'w')
      writeSync(file, 'timestamp,open,high,low,close,volume\n')
      for (let block = 0; block < 40; block++) {
        const lines = Array.from(
          { length: 50_000 },
          (_, index) => `${1_000_000_000 + (block * 50_000 + index) * 60},100.00,101.00,99.00,100.50,1234567`,
        )
        writeSync(file, `${lines.join('\n')}\n`)
      }
      closeSync(file)
      const started = performance.now()
      const seen = await previewPath(path, 'LARGE.csv')
      expect(performance.now() - started).toBeLessThan(3000)
      expect(guessOf(seen, 'range')!.value).toBe('2001-09-09T01:46:40.000Z to 2005-06-28T23:05:40.000Z')
      expect(Math.abs(seen.rowEstimate / 2_000_000 - 1)).toBeLessThan(0.02)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('looks at the head of a packed file only, and says that the end is unknown', async () => {
    const text = csv(
      Array.from(
        { length: 100_000 },
        (_, index) => `${1_600_000_000 + index * 60},10.${index % 97},11,9,10.5,${(index * 7919) % 99_991}`,
      ),
    )
    const seen = await preview('X.csv.gz', gzipSync(text))
    expect(guessOf(seen, 'range')).toMatchObject({ confidence: 'check' })
    expect(Math.abs(seen.rowEstimate / 100_000 - 1)).toBeLessThan(0.05)
  })
})

describe('reading', () => {
  const folderOf = (rows: number) => {
    const folder = mkdtempSync(join(tmpdir(), 'sextant-cancel-'))
    const path = join(folder, 'X.csv')
    const file = openSync(path, 'w')
    writeSync(file, 'timestamp,open,high,low,close,volume\n')
    for (let from = 0; from < rows; from += 50_000) {
      const lines = Array.from(
        { length: Math.min(50_000, rows - from) },
        (_, index) =>
          `${new Date((1_000_000_000 + (from + index) * 60) * 1000).toISOString().slice(0, 19).replace('T', ' ')},100.00,101.00,99.00,100.50,1234567`,
      )
      writeSync(file, `${lines.join('\n')}\n`)
    }
    closeSync(file)
    return { path, remove: () => rmSync(folder, { recursive: true }) }
  }

  it.each([0, 60, 250])(
    '40: stops within a second when cancelled after %i ms',
    async (delay) => {
      const { path, remove } = folderOf(1_500_000)
      const control = new AbortController()
      try {
        let asked = 0
        const work = failure(readPath(path, 'X.csv', {}, { signal: control.signal }))
        setTimeout(() => {
          asked = performance.now()
          control.abort()
        }, delay)
        expect((await work).code).toBe('cancelled')
        expect(performance.now() - asked).toBeLessThan(1000)
      } finally {
        remove()
      }
    },
    60_000,
  )

  it('tells rows and bytes while it reads, and keeps line numbers far down in a file read in parallel', async () => {
    const { path, remove } = folderOf(600_000)
    try {
      const file = openSync(path, 'a')
      writeSync(
        file,
        '2030-01-01 00:00:00,100,99,98,101,5\n2003-01-01 00:00:00,100,101,99,100.5,\n2003-01-01 00:01:00,x,101,99,100.5,\n',
      )
      closeSync(file)
      const seen: { bytes?: number | undefined; rows?: number | undefined }[] = []
      const found = await readPath(path, 'X.csv', {}, { onProgress: (progress) => seen.push(progress) })
      expect(found.quarantined.map(({ line }) => line)).toContain(600_002)
      expect(found.quarantined.map(({ line }) => line)).toContain(600_004)
      expect(found.rowsIn).toBe(600_003)
      expect(seen.some(({ bytes, rows }) => bytes !== undefined && rows !== undefined)).toBe(true)
    } finally {
      remove()
    }
  }, 60_000)

  it('hashes the bytes of the file', async (ctx) => {
    const path = '../shared/data/goog-daily.csv'
    if (!existsSync(path)) return ctx.skip(`${path} is not on this machine`)
    const found = await readPath(path, 'goog-daily.csv')
    const { createHash } = await import('node:crypto')
    const { readFileSync } = await import('node:fs')
    expect(found.sourceHash).toBe(createHash('sha256').update(readFileSync(path)).digest('hex'))
  })
})
