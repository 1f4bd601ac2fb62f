import { existsSync, readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { AppError } from '../../core/contract/errors.ts'
import { LatencySpec, MarketSpec } from '../../core/contract/market.ts'
import { number } from '../output.ts'

export interface MarketFlags {
  latency?: string
  queue?: string
  bars?: string
  tickSize?: number
  lotSize?: number
}

const latencyHint =
  'Milliseconds there and back (10 or 10,5), feed for the delays of the recording, or a CSV file with the columns entry and response; add :0.5 to a file or to feed for the correlation with volatility.'
const queueHint = 'Use risk-averse, proportional, power:N or log.'

/** How a strategy in TypeScript meets ticks or a recorded order book. */
export function addMarketOptions(command: Command): Command {
  return command
    .option('--latency <spec>', 'of orders on ticks or a recorded book: MS, MS,MS, feed[:RHO] or FILE.csv[:RHO]')
    .option('--queue <model>', 'place in the queue: risk-averse, proportional, power:N, log')
    .option('--bars <length>', 'bars gathered from ticks or a recorded book for onBar, e.g. 1m')
    .option('--tick-size <step>', 'smallest step of price, read from the data unless said', number('--tick-size'))
    .option('--lot-size <step>', 'smallest step of size, read from the data unless said', number('--lot-size'))
}

/** What the flags say; undefined where they say nothing. */
export function marketOf({ latency, queue, bars, tickSize, lotSize }: MarketFlags): MarketSpec | undefined {
  const asked = {
    ...(latency === undefined ? {} : { latency: latencyOf(latency) }),
    ...(queue === undefined ? {} : { queue: queueOf(queue) }),
    ...(bars === undefined ? {} : { bars }),
    ...(tickSize === undefined ? {} : { tickSize }),
    ...(lotSize === undefined ? {} : { lotSize }),
  }
  if (Object.keys(asked).length === 0) return undefined
  const parsed = MarketSpec.safeParse(asked)
  if (parsed.success) return parsed.data
  const { path, message } = parsed.error.issues[0]!
  throw new AppError('invalid-input', `--${String(path[0]).replace('Size', '-size')}: ${message}`, {
    hint: path[0] === 'latency' ? latencyHint : path[0] === 'queue' ? queueHint : 'See docs/level2.md.',
  })
}

function latencyOf(text: string): LatencySpec {
  const bad = (why: string) => new AppError('invalid-input', `--latency ${text}: ${why}`, { hint: latencyHint })
  if (text.startsWith('{')) {
    const parsed = LatencySpec.safeParse(jsonOf(text))
    if (parsed.success) return parsed.data
    throw bad(parsed.error.issues[0]!.message)
  }
  if (/^\d+(\.\d+)?(,\d+(\.\d+)?)?$/.test(text)) {
    const [entry, response] = text.split(',').map(Number)
    return { kind: 'constant', entry: entry!, response: response ?? entry! }
  }
  const [, source, rho] = /^(.*?)(?::(-?\d*\.?\d+))?$/.exec(text)!
  const correlation = rho === undefined ? 0 : Number(rho)
  if (source === 'feed') return { kind: 'feed', factor: 1, correlation }
  if (!existsSync(source!)) throw bad('neither milliseconds nor a file')
  const [header, ...lines] = readFileSync(source!, 'utf8').trim().split(/\r?\n/)
  const names = header!.split(',').map((name) => name.trim())
  const column = (name: string) => {
    const at = names.indexOf(name)
    if (at < 0) throw bad(`the file has no column ${name}`)
    return lines.map((line) => Number(line.split(',')[at]))
  }
  return { kind: 'recorded', entry: column('entry'), response: column('response'), correlation }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function queueOf(text: string): NonNullable<MarketSpec['queue']> {
  if (text === 'risk-averse') return { kind: 'riskAverse' }
  if (text === 'log') return { kind: 'log' }
  if (text === 'proportional') return { kind: 'power', exponent: 1 }
  const power = /^power:(\d*\.?\d+)$/.exec(text)?.[1]
  if (power !== undefined) return { kind: 'power', exponent: Number(power) }
  throw new AppError('invalid-input', `--queue ${text}: there is no such model`, { hint: queueHint })
}
