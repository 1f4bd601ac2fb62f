import { firstAtOrAfter } from '../../market-data/bars.ts'
import { runRecording } from '../depth/run-recording.ts'
import type { RecordingRun, RecordingRunResult } from '../depth/run-recording.ts'
import { cutRecording } from '../depth/settled.ts'
import type { CallbackStrategy } from '../events/callbacks.ts'
import { lookAhead } from './prove.ts'

/** Rows from the start that a repetition looks at: it concerns the code, not the data. */
const provenRows = 500_000

/**
 * Repeats a run without the rows after some times; orders and equity before each must be the same, bit by bit. Gives the
 * number of times. Throws `look-ahead` where they are not.
 */
export function proveRecording(
  run: Omit<RecordingRun, 'strategy'> & { readonly create: () => CallbackStrategy },
  whole: RecordingRunResult,
  points: number,
): number {
  const { rows, receiveTs } = run.recording.events
  if (rows === 0) return 0
  const last = firstAtOrAfter(whole.ts, receiveTs[Math.min(rows, provenRows) - 1]! / 1000)
  const usable = Math.min(last, whole.ts.length) - 1
  const count = Math.min(points, Math.max(0, usable))
  for (let k = 1; k <= count; k++) {
    const present = Math.max(1, Math.floor((usable * k) / count))
    const until = whole.ts[present]!
    const cut = runRecording({
      ...run,
      strategy: run.create(),
      recording: cutRecording(run.recording, until * 1000),
      until: until * 1000 - 1,
    })
    const before = ({ parts, moments }: RecordingRunResult) =>
      JSON.stringify(
        parts[0]!.orders
          .filter(({ bar }) => moments.ts[bar]! < until)
          .map(({ bar, ...order }) => [moments.ts[bar], order]),
      )
    const shared = whole.equity.subarray(0, Math.min(present, cut.ts.length))
    const differs = shared.findIndex((value, i) => !Object.is(value, cut.equity[i]))
    if (differs < 0 && before(whole) === before(cut)) continue
    throw lookAhead('ticks', until, whole.ts[Math.max(0, differs)]!)
  }
  return count
}
