import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { packageVersion, pandas2Python, runPeer } from './python.ts'
import { row, versions } from './workload.ts'
import type { BenchRow, Workload } from './workload.ts'

export const workload: Workload = {
  name: 'portfolio',
  title: 'monthly momentum over 1,000 symbols of 10,000 days: ranks, weights, orders, figures',
  run,
}

interface Output {
  readonly seconds: number
  readonly megabytes: number
  readonly finalEquity: number
}

interface Ours extends Output {
  /** Signals, fills and figures; `seconds` has the proof of causality too. */
  readonly engineSeconds: number
  readonly orders: number
}

const size = { symbols: 1000, days: 10_000 }
/** A size that the peer takes seconds for. */
const beside = { symbols: 200, days: 2500 }

async function run(note: (line: string) => void = () => {}): Promise<readonly BenchRow[]> {
  const ours = await measure(size)
  note(
    `${ours.orders.toLocaleString('en-US')} orders; with the proof that no rule looks ahead ${ours.seconds.toFixed(1)} s`,
  )
  const about = { workload: 'portfolio', versions: versions({ data: 'generated, 1,000 symbols x 10,000 days' }) }
  const rows = [
    row({ ...about, figure: ours.engineSeconds, unit: 's, signals, fills and figures', limit: 2 }),
    row({ ...about, figure: ours.megabytes, unit: 'MB, most resident at a time', limit: 1024 }),
  ]
  const version = await packageVersion('bt', pandas2Python)
  if (version === null) {
    note(
      `bt is not in ${pandas2Python}: pip install -r bench/peers/pandas2.txt there, or name its Python in SEXTANT_PANDAS2_PYTHON`,
    )
    return rows
  }
  const small = await measure(beside)
  const theirs = await runPeer<Output>('bt_portfolio.py', [String(beside.symbols), String(beside.days)], pandas2Python)
  const apart = Math.abs(small.finalEquity / theirs.finalEquity - 1)
  note(`${beside.symbols} symbols x ${beside.days} days: final equity within ${apart.toExponential(1)} of bt's`)
  return [
    ...rows,
    row({
      workload: 'portfolio',
      versions: versions({ data: `generated, ${beside.symbols} symbols x ${beside.days} days` }),
      figure: 1 / small.engineSeconds,
      unit: 'runs/s at the smaller size',
      peer: `bt ${version}`,
      peerFigure: 1 / theirs.seconds,
      ratio: theirs.seconds / small.engineSeconds,
    }),
  ]
}

/** In a process of its own, whose peak is then that of the run. */
async function measure({ symbols, days }: typeof size): Promise<Ours> {
  const child = join(import.meta.dirname, 'portfolio-child.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [child, String(symbols), String(days)])
  return JSON.parse(stdout) as Ours
}
