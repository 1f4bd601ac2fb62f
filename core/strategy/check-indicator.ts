import type { Indicator, IndicatorParam } from '../indicators/indicator.ts'
import { checkKind, checkScalarArgument } from './check-argument.ts'
import type { CheckContext, CheckedArg } from './check-context.ts'
import { didYouMean } from './problems.ts'
import { constant } from './scalar.ts'
import { indicatorSignature, periodsFirst } from './signature.ts'
import type { FieldName, Span, Term, Unit } from './tree.ts'

/** Own-pane indicators that are measured in the units of what they are computed from. */
const inInputUnits = new Set([
  'ac',
  'adr',
  'ao',
  'apo',
  'atr',
  'avgdev',
  'dpo',
  'eri',
  'linearreg_slope',
  'macd',
  'macdext',
  'macdfix',
  'minus_dm',
  'mom',
  'plus_dm',
  'qstick',
  'stddev',
  'sum',
  'trange',
  'wad',
])
const withoutUnit = new Set(['ad', 'adosc', 'nvi', 'obv', 'pvi', 'pvt', 'var'])

/** The term of an indicator call: bar columns filled in where the call does not name them, defaults for absent parameters. */
export function checkIndicator(
  context: CheckContext,
  indicator: Indicator,
  given: readonly CheckedArg[],
  span: Span,
  field: { name: string; span: Span } | null,
): Term | null {
  const { troubles } = context
  const usage = { hint: `It is written ${indicatorSignature(indicator)}.` }
  const before = troubles.list.length
  const output = checkOutput(context, indicator, span, field)
  const positional = given.filter((arg) => arg.name === null)
  const named = new Map<string, CheckedArg>()
  for (const arg of given) {
    if (arg.name === null) continue
    const known =
      indicator.params.some((p) => p.name === arg.name) || indicator.inputs.some((name) => name === arg.name)
    if (!known)
      troubles.error(arg.nameSpan ?? arg.span, `${indicator.name} has no argument ${arg.name}`, {
        ...usage,
        ...didYouMean(arg.name, [...indicator.inputs, ...indicator.params.map((p) => p.name)]),
      })
    else if (named.has(arg.name)) troubles.error(arg.nameSpan ?? arg.span, `${arg.name} is given twice`)
    else named.set(arg.name, arg)
  }

  const expected = positionalInputs(indicator, positional)
  const inputs = indicator.inputs.map((name) => {
    const arg = named.get(name) ?? (expected.includes(name) ? positional.shift() : undefined)
    if (arg === undefined)
      return name === 'real1'
        ? troubles.error(span, `${indicator.name} needs two series`, usage)
        : barField(name === 'real' ? 'close' : name)
    if (arg.term.scalar && arg.term.type === 'number')
      return troubles.error(
        arg.span,
        `${indicator.name} needs a series here, this is the same number on every bar`,
        usage,
      )
    return checkKind(context, indicator.name, 'number', arg.term, arg.span)
  })
  const byPlace = new Map(
    positionalParams(indicator, positional.length).map((p) => [
      p.name,
      named.has(p.name) ? undefined : positional.shift(),
    ]),
  )
  const params = indicator.params.map((p) => {
    const arg = named.get(p.name) ?? byPlace.get(p.name)
    if (arg === undefined) return constant(p.default)
    return checkScalarArgument(
      context,
      indicator.name,
      { name: p.name, whole: p.type !== 'real', min: p.min, max: p.max },
      arg.term,
      arg.span,
    )
  })
  for (const extra of positional) troubles.error(extra.span, `${indicator.name} takes no further argument`, usage)
  if (troubles.list.slice(before).some((t) => t.severity === 'error') || output === null) return null
  const terms = inputs.filter((term) => term !== null)
  const isGiven = (name: string): boolean => named.has(name) || byPlace.get(name) !== undefined
  if (indicator.outputs[output]?.short === 'lower' && isGiven('nbdevup') && !isGiven('nbdevdn')) {
    troubles.warn(span, 'the width nbdevdn of the lower band is not given and stays as it is by default', {
      hint: 'Give it after that of the upper band.',
    })
  }
  return {
    kind: 'indicator',
    indicator,
    inputs: terms,
    params: params.filter((term) => term !== null),
    output,
    type: 'number',
    scalar: false,
    unit: unitOf(indicator, output, terms),
  }
}

/** Which inputs the positional arguments begin with: the free ones, or all where the call starts with a series. */
function positionalInputs(indicator: Indicator, positional: readonly CheckedArg[]): readonly string[] {
  const free = indicator.inputs.filter((name) => name === 'real' || name === 'real1')
  const first = positional[0]
  const startsWithNumber = first === undefined || (first.term.scalar && first.term.type === 'number')
  if (free.length === 0) return startsWithNumber ? [] : indicator.inputs.filter((name) => name !== 'ts')
  return free.length === 1 && startsWithNumber && positional.length <= indicator.params.length ? [] : free
}

/**
 * Parameters in the order of positional arguments: TA-Lib's where all are given; else the kinds of average come last, so
 * that `stoch(14, 3, 3)` means three periods.
 */
function positionalParams({ params }: Indicator, given: number): readonly IndicatorParam[] {
  return given >= params.length ? params : periodsFirst(params)
}

function barField(name: string): Term {
  return {
    kind: 'field',
    name: name as FieldName,
    type: 'number',
    scalar: false,
    unit: name === 'volume' ? 'volume' : name === 'ts' ? 'none' : 'price',
  }
}

function unitOf(indicator: Indicator, output: number, inputs: readonly Term[]): Unit {
  const first = inputs[0]?.unit ?? 'none'
  if (indicator.group === 'pattern' || indicator.outputs[output]?.name === 'trend') return 'count'
  if (withoutUnit.has(indicator.name)) return 'none'
  if (indicator.pane === 'price' || inInputUnits.has(indicator.name)) return first
  return indicator.group === 'momentum' || indicator.group === 'volatility' ? 'ratio' : 'none'
}

function checkOutput(
  context: CheckContext,
  indicator: Indicator,
  span: Span,
  field: { name: string; span: Span } | null,
): number | null {
  const { outputs, name } = indicator
  const fields = outputs.map((o) => o.short)
  if (field === null) {
    if (outputs.length === 1) return 0
    return context.troubles.error(span, `${name} has ${outputs.length} outputs`, {
      hint: `Name one: ${fields.map((f) => `.${f}`).join(' ')}.`,
      suggestions: fields.map((f) => `.${f}`),
    })
  }
  const found = outputs.findIndex((o) => o.name === field.name || o.short === field.name)
  if (found >= 0) return found
  const guess = didYouMean(
    field.name,
    outputs.flatMap((o) => [o.short, o.name]),
  )
  return context.troubles.error(
    field.span,
    `${name} has no output ${field.name}`,
    guess.hint === undefined
      ? { hint: `Its outputs are ${fields.join(', ')}.`, suggestions: fields.slice(0, 5) }
      : guess,
  )
}
