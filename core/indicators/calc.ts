import { AppError } from '../contract/errors.ts'
import type { Bars } from '../market-data/bars.ts'
import type { Indicator, IndicatorParam, InputName } from './indicator.ts'

/**
 * Parameter values in the entry's order, defaults filled in.
 * Throws `invalid-input` for an unknown name or a value out of range.
 */
export function paramValues(indicator: Indicator, params: Readonly<Record<string, number>>): number[] {
  const known = indicator.params.map((param) => param.name)
  for (const name of Object.keys(params)) {
    if (known.includes(name)) continue
    throw new AppError('invalid-input', `${indicator.name} has no parameter '${name}'.`, {
      hint: known.length === 0 ? `${indicator.name} takes no parameters.` : `It takes ${known.join(', ')}.`,
      data: { indicator: indicator.name, parameter: name, allowed: known },
    })
  }
  return indicator.params.map((param) => checked(indicator, param, params[param.name] ?? param.default))
}

function checked(indicator: Indicator, param: IndicatorParam, value: number): number {
  const whole = param.type === 'real' || Number.isInteger(value)
  if (whole && value >= param.min && value <= param.max) return value
  const allowed = `${param.type === 'real' ? 'a number' : 'a whole number'} from ${param.min} to ${param.max}`
  throw new AppError('invalid-input', `${indicator.name}: ${param.name} is ${value}, allowed is ${allowed}.`, {
    hint: `Give ${param.name} ${allowed}, or leave it out for ${param.default}.`,
    data: { indicator: indicator.name, parameter: param.name, given: value, allowed },
  })
}

/**
 * One column an output of `indicator` over `bars`, NaN in the warm-up. `real` is the series where the entry takes any:
 * the close unless given. An entry of two series takes high and low unless given, as TA-Lib's abstract interface does.
 */
export function calcIndicator(
  indicator: Indicator,
  bars: Bars,
  params: Readonly<Record<string, number>>,
  real?: Float64Array,
  real1?: Float64Array,
): Float64Array[] {
  const values = paramValues(indicator, params)
  const pair = indicator.inputs.includes('real1')
  const series = (input: InputName): Float64Array => {
    if (input === 'real') return real ?? (pair ? bars.high : bars.close)
    if (input === 'real1') return real1 ?? bars.low
    return bars[input]
  }
  const inputs = indicator.inputs.map(series)
  for (const [k, input] of inputs.entries()) {
    if (input.length === bars.rows) continue
    throw new AppError(
      'invalid-input',
      `${indicator.name}: series '${indicator.inputs[k]}' has ${input.length} values for ${bars.rows} bars.`,
      {
        hint: 'Give a series with one value a bar.',
        data: { indicator: indicator.name, series: indicator.inputs[k], length: input.length, rows: bars.rows },
      },
    )
  }
  return indicator.calc(inputs, values)
}
