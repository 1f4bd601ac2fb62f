import { parentPort, workerData } from 'node:worker_threads'

import { toErrorBody } from '../contract/errors.ts'
import { chunkSize, createCombinationRunner } from './combinations.ts'
import type { SweepWork } from './combinations.ts'
import type { ChunkReply } from './sweep-threads.ts'

/** A thread of a sweep: takes the number of a chunk, gives its rows. Bars are shared memory, so nothing is copied to start. */
const port = parentPort!
const runner = createCombinationRunner(workerData as SweepWork)
const rows = new Float64Array(chunkSize * runner.width)

port.on('message', (chunk: number) => {
  try {
    const first = chunk * chunkSize
    const last = Math.min(first + chunkSize, runner.total)
    let count = 0
    for (let index = first; index < last; index++) if (runner.run(index, rows, count)) count += 1
    const values = rows.slice(0, count * runner.width)
    port.postMessage({ chunk, values } satisfies ChunkReply, [values.buffer])
  } catch (error) {
    port.postMessage({ chunk, error: toErrorBody(error) } satisfies ChunkReply)
  }
})
