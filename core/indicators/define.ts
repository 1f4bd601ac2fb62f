import { leadingMissing, missing, unwritten } from './series.ts'
import { longestHistory } from './kernels.ts'
import { movingAverageNames } from './moving-average.ts'
import type { BarStep, Indicator, IndicatorOutput, IndicatorParam } from './indicator.ts'
import { slidingWindow } from './step-window.ts'

/** One column in, one column out; a kernel never sees a missing value before the first complete bar. */
type Kernel = (...params: number[]) => (...columns: Float64Array[]) => Float64Array[]

export interface IndicatorSpec extends Omit<Indicator, 'source' | 'lookback' | 'calc' | 'stream'> {
  /** Formula source besides TA-Lib's function of the same name. */
  source?: string
  lookback: (...params: number[]) => number
  /** The outputs are row numbers, counted from the first row of the whole series. */
  rowNumbers?: true
  kernel: Kernel
  /** The kernel looks back on all of the look-back at once; where that is too long for it, the stream takes its place. */
  compiled?: true
  /** Bar by bar; `window` where the kernel over the last look-back + 1 bars answers the same. */
  stream: 'window' | ((...params: number[]) => BarStep)
}

/**
 * Makes a registry entry of a kernel: skips bars on which an input is missing at the start,
 * and answers NaN throughout where the series is no longer than the look-back.
 */
export function defineIndicator(spec: IndicatorSpec): Indicator {
  const { source, kernel, rowNumbers, compiled, stream, ...rest } = spec
  const lookback = (params: readonly number[]) => spec.lookback(...params)
  return {
    ...rest,
    source: source ?? `TA-Lib 0.8 ${spec.name.toUpperCase()}`,
    lookback,
    stream: {
      form: stream === 'window' ? 'window' : 'state',
      rowNumbers: rowNumbers === true,
      start: (params) =>
        stream === 'window' ? lastRows(kernel(...params), spec.inputs.length, lookback(params) + 1) : stream(...params),
    },
    calc: (inputs, params) => {
      const rows = inputs[0]?.length ?? 0
      const begin = leadingMissing(inputs)
      const first = begin + lookback(params)
      if (first >= rows) return spec.outputs.map(() => missing(rows))
      const columns = begin === 0 ? [...inputs] : inputs.map((column) => column.subarray(begin))
      const isLong = compiled && stream !== 'window' && lookback(params) > longestHistory
      const batch = isLong ? stepped(stream, spec.outputs.length) : kernel
      return batch(...params)(...columns).map((column, k, made) => {
        // An average of one value may hand back its input, which is not ours to write to, or another output.
        const own = columns.includes(column) || made.indexOf(column) !== k ? column.slice() : column
        const out = begin === 0 ? own : shifted(own, begin, rows, rowNumbers ? begin : 0)
        return out.fill(Number.NaN, 0, first)
      })
    },
  }
}

/** The kernel over the last `rows` bars. */
function lastRows(calc: ReturnType<Kernel>, inputs: number, rows: number): BarStep {
  const windows = Array.from({ length: inputs }, () => slidingWindow(rows))
  return (...bar) => {
    const columns = windows.map(({ values, push }, k) => {
      const end = push(bar[k]!) + 1
      return values.subarray(end - rows, end)
    })
    return calc(...columns).map((column) => column[rows - 1]!)
  }
}

/** The batch form of an indicator whose steps are all there is to it. */
export function stepped(start: (...params: number[]) => BarStep, outputs: number): Kernel {
  return (...params) =>
    (...columns) => {
      const step = start(...params)
      const rows = columns[0]!.length
      const made = Array.from({ length: outputs }, () => unwritten(rows))
      const bar = columns.map(() => 0)
      for (let i = 0; i < rows; i++) {
        for (let k = 0; k < bar.length; k++) bar[k] = columns[k]![i]!
        const found = step(...bar)
        for (let k = 0; k < outputs; k++) made[k]![i] = found[k]!
      }
      return made
    }
}

/** A stream of one series and one output. */
export function one(step: (x: number) => number): BarStep {
  return (x) => [step(x!)]
}

function shifted(column: Float64Array, begin: number, rows: number, added: number): Float64Array {
  const out = new Float64Array(rows)
  out.set(added === 0 ? column : column.map((value) => value + added), begin)
  return out
}

const periodLimit = 100_000
const realLimit = 3e37

export function period(value: number, min = 2, name = 'timeperiod'): IndicatorParam {
  return { name, type: 'int', default: value, min, max: periodLimit }
}

export function real(name: string, value: number, min = -realLimit, max = realLimit): IndicatorParam {
  return { name, type: 'real', default: value, min, max }
}

/** TA-Lib's number of a moving average; `movingAverageNames` says which is which. */
export function maType(value = 0, name = 'matype'): IndicatorParam {
  return { name, type: 'choice', default: value, min: 0, max: 13, choices: movingAverageNames }
}

export function line(name = 'real', short = name): IndicatorOutput {
  return { name, short, style: 'line' }
}

export function histogram(name = 'real', short = name): IndicatorOutput {
  return { name, short, style: 'histogram' }
}

export function points(name = 'real', short = name): IndicatorOutput {
  return { name, short, style: 'points' }
}

export const bandOutputs: readonly IndicatorOutput[] = [
  line('upperband', 'upper'),
  line('middleband', 'middle'),
  line('lowerband', 'lower'),
]
