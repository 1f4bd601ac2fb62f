/** A series of the bar an indicator may read; `real` is any series, `close` where none is named. */
export type InputName = 'open' | 'high' | 'low' | 'close' | 'volume' | 'real' | 'real1' | 'ts'

export interface IndicatorParam {
  /** TA-Lib's name in lower case, e.g. `timeperiod`. */
  name: string
  type: 'int' | 'real' | 'choice'
  default: number
  min: number
  max: number
  /** What the numbers of a `choice` stand for, from `min` on. */
  choices?: readonly string[]
}

export interface IndicatorOutput {
  /** TA-Lib's name in lower case without `out`, e.g. `macdhist`; a single output is called `real`. */
  name: string
  /** The field name rules may use instead, e.g. `hist`. */
  short: string
  style: 'line' | 'histogram' | 'points'
}

/** Takes the inputs of the next bar and answers the outputs of that bar; in the warm-up they mean nothing. */
export type BarStep = (...inputs: number[]) => readonly number[]

/** The same indicator bar by bar, from the first bar on which no input is missing, in memory that does not grow. */
export interface IndicatorStream {
  /**
   * `state`: carries sums, averages or extremes from bar to bar. `window`: the batch form over the last look-back + 1
   * bars, for functions that read nothing else.
   */
  form: 'state' | 'window'
  start: (params: readonly number[]) => BarStep
  /** The outputs are row numbers, counted from the first complete bar. */
  rowNumbers: boolean
}

/** One entry of the registry: the command line, completion, the chart picker and the docs are made from it. */
export interface Indicator {
  name: string
  /** Other names that find it. */
  aliases?: readonly string[]
  title: string
  group: 'overlap' | 'momentum' | 'volume' | 'volatility' | 'price' | 'cycle' | 'statistics' | 'math' | 'pattern'
  /** What it measures and its unit, in a sentence. */
  doc: string
  /** Where the formula comes from. */
  source: string
  pane: 'price' | 'own'
  inputs: readonly InputName[]
  params: readonly IndicatorParam[]
  outputs: readonly IndicatorOutput[]
  levels?: readonly number[]
  /** Bars before the first value: output[i] is NaN for i < lookback. */
  lookback: (params: readonly number[]) => number
  /** When it has no value after the look-back, in a sentence; absent where it always has one. */
  missing?: string
  /**
   * Inputs in the order of `inputs`, all of one length; leading NaNs of an input are skipped, as TA-Lib's wrapper does.
   * Gives one column an output, of the same length, NaN in the warm-up. Causal: a prefix of the input gives a prefix of the output.
   */
  calc: (inputs: readonly Float64Array[], params: readonly number[]) => Float64Array[]
  stream: IndicatorStream
}
