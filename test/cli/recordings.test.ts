import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeWorkspace, run, runJson, shared } from './sextant.ts'

interface Ran {
  readonly resultHash: string
  readonly dir: string
  readonly metrics: Record<string, number | null>
  readonly warnings: readonly string[]
}

const feed = join(shared, 'data', 'binance-spot-btcusdt-l2-20240808.gz')

describe('strategies on ticks and on a recorded order book, from the command line', () => {
  let workspace: ReturnType<typeof makeWorkspace>
  const failing = async (...args: string[]) => {
    const { code, stderr } = await run(workspace.dir, '--json', ...args)
    expect(code).not.toBe(0)
    return (JSON.parse(stderr.trim().split('\n').at(-1)!) as { error: Record<string, string> }).error
  }
  const recordOf = ({ dir }: Ran) =>
    JSON.parse(readFileSync(join(dir, 'run.json'), 'utf8')) as { command: string; market?: object; data: object[] }
  const words = (command: string) =>
    command
      .match(/'[^']*'|\S+/g)!
      .map((word) => word.replaceAll("'", ''))
      .slice(1)

  beforeAll(async () => {
    workspace = makeWorkspace()
    await runJson(workspace.dir, 'init')
    await runJson(workspace.dir, 'config', 'set', 'trusted', 'true')
    const quotes = Array.from({ length: 600 }, (_, i) => {
      const bid = 100 + Math.round(100 * Math.sin(i / 40)) / 100
      return `${new Date(Date.UTC(2024, 0, 2, 9) + i * 700).toISOString()},${bid.toFixed(2)},${(bid + 0.02).toFixed(2)}`
    })
    const csv = join(workspace.dir, 'quotes.csv')
    writeFileSync(csv, `timestamp,bid,ask\n${quotes.join('\n')}\n`)
    for (const timeframe of ['tick', '1m'])
      await runJson(workspace.dir, 'data', 'import', csv, '--symbol', 'ACME', '--timeframe', timeframe)
    const save = (name: string, body: string) =>
      writeFileSync(
        join(workspace.dir, 'strategies', `${name}.strategy.ts`),
        `export const params = [{ name: 'size', type: 'int', default: 10, min: 1, max: 100 }]\nexport const create = ({ params }) => { let n = 0; return { ${body} } }\n`,
      )
    save(
      'ticker',
      'onTick(tick, broker) { if (n++ % 50 === 0) n % 100 === 1 ? broker.buy(params.size) : broker.closePosition() }',
    )
    save(
      'barrer',
      'onBar(bar, broker) { if (bar.close > bar.open) broker.buy(params.size); else broker.closePosition() }',
    )
  }, 60_000)
  afterAll(() => workspace.remove())

  it('stores quotes as they are, and fills at the touch', async () => {
    const ran = await runJson<Ran>(workspace.dir, 'backtest', 'run', 'ticker', '--data', 'ACME', '--timeframe', 'tick')
    expect(ran.metrics['trades']).toBe(6)
    const record = recordOf(ran)
    expect(record.data).toMatchObject([{ symbol: 'ACME', timeframe: 'tick' }])
    expect(record.market).toMatchObject({ latency: { kind: 'constant', entry: 0 }, tickSize: 0.01 })
    const again = await runJson<Ran>(workspace.dir, ...words(record.command))
    expect(again.resultHash).toBe(ran.resultHash)
    const late = ['--latency', '1500', '--param', 'size=20']
    const slow = await runJson<Ran>(
      workspace.dir,
      'backtest',
      'run',
      'ticker',
      '--data',
      'ACME',
      '--timeframe',
      'tick',
      ...late,
    )
    expect(slow.resultHash).not.toBe(ran.resultHash)
    expect((await runJson<Ran>(workspace.dir, ...words(recordOf(slow).command))).resultHash).toBe(slow.resultHash)
  })

  it('gathers bars of any length on the way, and says so where their length is missing', async () => {
    const command = ['backtest', 'run', 'barrer', '--data', 'ACME', '--timeframe']
    expect((await runJson<Ran>(workspace.dir, ...command, '5s')).metrics['trades']).toBeGreaterThan(5)
    expect((await runJson<Ran>(workspace.dir, ...command, 'tick', '--bars', '5s')).metrics['trades']).toBeGreaterThan(5)
    expect((await failing(...command, 'tick'))['message']).toBe(
      'barrer.strategy.ts: it has an `onBar`, and nothing says how long its bars are',
    )
  })

  it('says what ticks, bars and rules are for', async () => {
    const on = (strategy: string, ...more: string[]) => failing('backtest', 'run', strategy, '--data', 'ACME', ...more)
    expect((await on('ticker', '--timeframe', '1m'))['message']).toContain('bars have no ticks')
    expect((await on('sma-cross', '--timeframe', 'tick'))['message']).toContain('stored as ticks')
    expect((await on('barrer', '--timeframe', '1m', '--latency', '5'))['message']).toContain('is stored as bars')
    expect((await on('ticker', '--timeframe', 'tick', '--latency', 'soon'))['hint']).toContain('feed')
    expect((await on('ticker', '--timeframe', 'tick', '--queue', 'power:0'))['message']).toContain('--queue')
  })

  it('leaves cross-checks and conventions to rules', async () => {
    const ran = await runJson<{ runId: string }>(
      workspace.dir,
      'backtest',
      'run',
      'barrer',
      '--data',
      'ACME',
      '--timeframe',
      '1m',
    )
    expect(await failing('backtest', 'cross-check', ran.runId, '--with', 'vectorbt')).toMatchObject({
      code: 'invalid-input',
      message: 'barrer.strategy.ts is a program, and only rules can be filled by vectorbt',
    })
    expect((await failing('backtest', 'conventions', ran.runId))['message']).toContain('only rules')
  })

  it.skipIf(!existsSync(feed))(
    'quotes a recorded book by the bundled maker, with latency and queue of choice, and reports it',
    async () => {
      await runJson(workspace.dir, 'data', 'import', feed)
      await runJson(workspace.dir, 'strategy', 'new', 'maker', '--template', 'maker')
      const command = ['backtest', 'run', 'maker', '--data', 'BTCUSDT', '--engine', 'event']
      const ran = await runJson<Ran>(workspace.dir, ...command)
      expect(ran.metrics['trades']).toBeGreaterThan(100)
      const other = await runJson<Ran>(workspace.dir, ...command, '--latency', 'feed:0.5', '--queue', 'risk-averse')
      expect(other.resultHash).not.toBe(ran.resultHash)
      expect(recordOf(other).market).toMatchObject({
        latency: { kind: 'feed', correlation: 0.5 },
        queue: { kind: 'riskAverse' },
      })
      expect((await runJson<Ran>(workspace.dir, ...words(recordOf(other).command))).resultHash).toBe(other.resultHash)
      const part = await runJson<Ran>(
        workspace.dir,
        ...command,
        '--from',
        '2024-08-08T23:57:00Z',
        '--to',
        '2024-08-08T23:58:00Z',
      )
      expect(part.metrics['trades']).toBeGreaterThan(10)
      const { files } = await runJson<{ files: readonly { path: string }[] }>(
        workspace.dir,
        'report',
        'last',
        '--format',
        'html',
      )
      expect(readFileSync(files[0]!.path, 'utf8')).toContain('recorded quotes, trades and levels')
    },
    120_000,
  )
})
