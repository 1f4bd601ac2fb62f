import type { Indicator, IndicatorParam } from '../indicators/indicator.ts'
import type { LanguageFunction } from './function.ts'

/** How an indicator is called in a rule, e.g. `macd(real, fastperiod=12, slowperiod=26, signalperiod=9).hist`. */
export function indicatorSignature(indicator: Indicator): string {
  const inputs = indicator.inputs.filter((name) => name === 'real' || name === 'real1')
  const params = periodsFirst(indicator.params).map((p) => `${p.name}=${p.default}`)
  const field = indicator.outputs.length > 1 ? `.${indicator.outputs.map((o) => o.short).join('|')}` : ''
  return `${indicator.name}(${[...inputs, ...params].join(', ')})${field}`
}

/** The kinds of average after everything else. */
export function periodsFirst(params: readonly IndicatorParam[]): readonly IndicatorParam[] {
  const kinds = params.filter((p) => p.name.endsWith('matype'))
  return [...params.filter((p) => !kinds.includes(p)), ...kinds]
}

/** How a function or an operator is written in a rule. */
export function functionSignature(f: LanguageFunction): string {
  const names = f.args.map((arg) => (arg.default === undefined ? arg.name : `${arg.name}=${arg.default}`))
  if (f.operator !== true) return `${f.name}(${names.join(', ')})`
  if (f.name === 'neg') return '-x'
  return names.length === 1 ? `${f.name} ${names[0]}` : names.join(` ${f.name} `)
}
