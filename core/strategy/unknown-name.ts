import type { CheckContext } from './check-context.ts'
import { callableNames } from './functions.ts'
import { didYouMean, nearest } from './problems.ts'
import { fieldNames, type Span } from './tree.ts'

/** What other tools call our functions. */
const synonyms: ReadonlyMap<string, string> = new Map(
  Object.entries({
    average: 'mean',
    avg: 'mean',
    barssince: 'bars_since',
    bb: 'bbands',
    bollinger: 'bbands',
    correlation: 'corr',
    covariance: 'cov',
    cross_above: 'crossover',
    cross_below: 'crossunder',
    crossed_above: 'crossover',
    crossed_below: 'crossunder',
    crosses_above: 'crossover',
    crosses_below: 'crossunder',
    crossup: 'crossover',
    crossdown: 'crossunder',
    delay: 'lag',
    diff: 'delta',
    idxmax: 'argmax',
    idxmin: 'argmin',
    iff: 'if',
    kurtosis: 'kurt',
    previous: 'lag',
    prev: 'lag',
    resample: 'htf',
    roc_pct: 'pct_change',
    rolling_max: 'highest',
    rolling_mean: 'mean',
    rolling_min: 'lowest',
    rolling_std: 'std',
    shift: 'lag',
    skewness: 'skew',
    stdev: 'std',
    ts_argmax: 'argmax',
    ts_argmin: 'argmin',
    ts_corr: 'corr',
    ts_max: 'highest',
    ts_mean: 'mean',
    ts_min: 'lowest',
    ts_rank: 'rank',
    ts_std: 'std',
    ts_sum: 'sum',
    valuewhen: 'value_when',
    where: 'if',
  }),
)
const futures = new Set(['future', 'lead', 'next', 'forward', 'tomorrow'])
const dates = new Set([
  'date',
  'datetime',
  'time',
  'timestamp',
  'ts',
  'year',
  'month',
  'day',
  'hour',
  'minute',
  'weekday',
  'now',
  'today',
])
const wholeSample = new Set([
  'cummax',
  'cummin',
  'cumsum',
  'overall',
  'total',
  'normalize',
  'normalise',
  'standardize',
  'detrend',
])

/** Reports a name with no meaning; why where the name says what was meant, else what comes near. */
export function unknownName(context: CheckContext, name: string, span: Span, among?: readonly string[]): null {
  const { troubles } = context
  if (among !== undefined) {
    const hint =
      among.length === 0 ? 'The strategy declares no parameters in "params".' : `Declared are ${among.join(', ')}.`
    return troubles.error(span, `unknown parameter ${name}`, { hint, ...didYouMean(name, among) })
  }
  const why = forbidden(name)
  if (why !== null) return troubles.error(span, why.message, { hint: why.hint })
  const callable = context.findIndicator(name) !== undefined || callableNames.includes(name)
  if (callable)
    return troubles.error(span, `${name} is a function and needs brackets`, {
      hint: `Write ${name}(...).`,
      suggestions: [`${name}(`],
    })
  const values = [...fieldNames, ...context.lets.keys()]
  const all = [...values, ...callableNames, ...context.indicatorNames]
  const param = context.params.has(name)
    ? { hint: `A parameter is written $${name}.`, suggestions: [`$${name}`] }
    : null
  const exact = all.filter((known) => known.toLowerCase() === name.toLowerCase())
  if (param === null && exact.length === 0 && /^[A-Z][A-Z0-9]{0,11}$/.test(name) && nearest(name, values).length === 0)
    return troubles.error(span, `a rule may not name an instrument (${name})`, {
      hint: `Rules work on the bars they are run on; another instrument is read with ref("${name}", close).`,
    })
  return troubles.error(
    span,
    `unknown name ${name}`,
    param ??
      didYouMean(name, exact.length > 0 ? exact : values.length > 0 && nearest(name, values).length > 0 ? values : all),
  )
}

export function unknownCall(context: CheckContext, name: string, span: Span): null {
  const { troubles } = context
  const why = forbidden(name)
  if (why !== null) return troubles.error(span, why.message, { hint: why.hint })
  const synonym = synonyms.get(name.toLowerCase())
  if (synonym !== undefined)
    return troubles.error(span, `unknown function ${name}`, {
      hint: `Here it is called ${synonym}.`,
      suggestions: [synonym],
    })
  if (fieldNames.some((f) => f === name) || context.lets.has(name))
    return troubles.error(span, `${name} is a series, not a function`, {
      hint: `Write ${name} alone, or ${name}[1] for the bar before.`,
    })
  return troubles.error(
    span,
    `unknown function ${name}`,
    didYouMean(name, [...callableNames, 'htf', 'ref', ...context.indicatorNames]),
  )
}

function forbidden(name: string): { message: string; hint: string } | null {
  const lower = name.toLowerCase()
  if (futures.has(lower))
    return { message: `${name} would read the future`, hint: 'A rule may only look back: x[n] with n >= 0.' }
  if (dates.has(lower))
    return {
      message: `a rule may not use the calendar (${name})`,
      hint: 'A rule that knows dates is fitted to history. Limit the run with --from and --to, or count bars with bars_since().',
    }
  if (wholeSample.has(lower))
    return {
      message: `${name} is a statistic of the whole sample`,
      hint: 'Use one over a window of past bars, such as mean(x, n), zscore(x, n) or rank(x, n).',
    }
  return null
}
