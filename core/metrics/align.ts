import { AppError } from '../contract/errors.ts'
import type { ReturnSeries } from './parse-returns.ts'

export interface Aligned {
  readonly returns: Float64Array
  readonly benchmark: Float64Array
}

/**
 * The periods in which both have a return: those of equal time, or line by line where neither has times. Throws
 * `invalid-input` where only one has times, or where two series without times differ in length.
 */
export function align(returns: ReturnSeries, benchmark: ReturnSeries): Aligned {
  if ((returns.ts === null) !== (benchmark.ts === null)) {
    const [timed, bare] = returns.ts === null ? ['the benchmark', 'the returns'] : ['the returns', 'the benchmark']
    throw new AppError(
      'invalid-input',
      `${timed} have times and ${bare} do not, so they cannot be put side by side`.replace(
        'the benchmark have',
        'the benchmark has',
      ),
      {
        hint: 'Give both files two columns, ts,value, or both one.',
      },
    )
  }
  if (returns.ts === null || benchmark.ts === null) return byLine(returns, benchmark)
  const own: number[] = []
  const other: number[] = []
  for (let i = 0, j = 0; i < returns.ts.length && j < benchmark.ts.length;) {
    const ahead = returns.ts[i]! - benchmark.ts[j]!
    if (ahead === 0) {
      own.push(returns.values[i]!)
      other.push(benchmark.values[j]!)
    }
    if (ahead <= 0) i++
    if (ahead >= 0) j++
  }
  return { returns: Float64Array.from(own), benchmark: Float64Array.from(other) }
}

function byLine(returns: ReturnSeries, benchmark: ReturnSeries): Aligned {
  const rows = (series: ReturnSeries) => series.values.length + series.missing.length
  if (rows(returns) !== rows(benchmark) || returns.missing.length + benchmark.missing.length > 0) {
    throw new AppError(
      'invalid-input',
      `without times the two files must have a return on every line and as many lines: ${rows(returns)} returns (${returns.missing.length} empty), ${rows(benchmark)} of the benchmark (${benchmark.missing.length} empty)`,
      { hint: 'Give both files two columns, ts,value.' },
    )
  }
  return { returns: returns.values, benchmark: benchmark.values }
}
