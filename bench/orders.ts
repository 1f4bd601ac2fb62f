import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { packageVersion, python, runPeer } from './python.ts'
import { median, row, versions } from './workload.ts'
import type { BenchRow, Workload } from './workload.ts'

export const workload: Workload = {
  name: 'orders',
  title: 'A million orders on 1000 x 1000 closes, fees and slippage, all orders kept; one thread, warm',
  run,
}

interface Output {
  readonly seconds: number[]
  readonly orders: number
  readonly fees: number
  readonly peakMegabytes: number
}
interface PeerOutput extends Omit<Output, 'seconds'> {
  /** By engine: `numba`, and `rust` where it is installed. */
  readonly seconds: Readonly<Record<string, number[]>>
}

const side = 1000

/** Each in a process of its own, on the same closes. */
async function run(note: (line: string) => void = () => {}): Promise<readonly BenchRow[]> {
  const dir = await mkdtemp(join(tmpdir(), 'sextant-bench-'))
  try {
    const file = join(dir, 'closes.bin')
    await writeFile(file, new Uint8Array(closes().buffer))
    const child = [join(import.meta.dirname, 'orders-child.ts'), file]
    const { stdout } = await promisify(execFile)(process.execPath, child)
    const ours = JSON.parse(stdout) as Output
    const version = await packageVersion('vectorbt')
    const theirs = version === null ? null : await runPeer<PeerOutput>('vectorbt_orders.py', [file, '7'])
    if (theirs === null) note(`vectorbt is not in ${python}: skipped. Install bench/peers/requirements.txt`)
    else note(agreement(ours, theirs))
    const milliseconds = median(ours.seconds) * 1000
    const engines = Object.entries(theirs?.seconds ?? {}).map(([name, all]) => ({ name, ms: median(all) * 1000 }))
    const [fastest] = engines.toSorted((a, b) => a.ms - b.ms)
    const about = { workload: 'orders', versions: versions({ data: 'generated, 1000 x 1000 closes' }) }
    return [
      row({ ...about, figure: milliseconds, unit: 'ms, 1 M orders' }),
      ...(fastest === undefined
        ? []
        : [
            row({
              ...about,
              figure: fastest.ms / milliseconds,
              unit: 'times as fast as vectorbt',
              peer: `vectorbt ${version} (${fastest.name}), ms`,
              peerFigure: fastest.ms,
              ratio: fastest.ms / milliseconds,
              limit: 8,
            }),
          ]),
      row({
        ...about,
        figure: ours.peakMegabytes,
        unit: 'MB, most resident at a time',
        limit: 1000,
        ...(theirs === null
          ? {}
          : {
              peer: `vectorbt ${version}`,
              peerFigure: theirs.peakMegabytes,
              ratio: ours.peakMegabytes / theirs.peakMegabytes,
            }),
      }),
    ]
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** Within 1 % of 100, from a generator of fixed seed, so that a thousand round trips at a loss leave money in the account. */
function closes(): Float64Array {
  let state = 20_240_101
  return Float64Array.from({ length: side * side }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return 99 + (2 * state) / 2 ** 32
  })
}

function agreement(ours: Output, theirs: PeerOutput): string {
  const count = (value: number) => value.toLocaleString('en-US')
  const difference = Math.abs(ours.fees - theirs.fees) / theirs.fees
  return `${count(ours.orders)} orders here, ${count(theirs.orders)} in vectorbt; fees of all differ by ${difference.toExponential(0)}`
}
