import { join } from 'node:path'
import { composeCore } from '../../core/compose.ts'
import { writeDailyCsv } from './sextant.ts'

/**
 * Imports and runs without end, telling the parent of each acknowledged result, until it is killed.
 * Arguments: workspace, folder for its files, a number that makes its symbols its own.
 */
const [workspace, files, round] = process.argv.slice(2) as [string, string, string]
const core = await composeCore({ workspace, engine: 'inline', resources: 'resources', version: 'test' })
process.send?.({ kind: 'ready' })
const result = async (started: Promise<{ jobId: string }>) =>
  (await core.client.jobs.result({ id: (await started).jobId })).value

for (let step = 0; ; step++) {
  const symbol = `R${round}S${step}`
  const source = join(files, `${symbol}.csv`)
  writeDailyCsv(source, 400 + step, 11 + step)
  const imported = (await result(core.client.data.import({ source, options: { symbol, timeframe: '1d' } }))) as {
    batch: string
    accepted: number
  }
  process.send?.({ kind: 'import', symbol, batch: imported.batch, rows: imported.accepted })
  const ran = (await result(core.client.backtest.run({ strategy: 'sma-cross', data: [symbol] }))) as {
    runId: string
    resultHash: string
  }
  process.send?.({ kind: 'run', id: ran.runId, hash: ran.resultHash })
}
