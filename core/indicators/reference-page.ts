import type { Indicator, IndicatorParam } from './indicator.ts'
import { indicators } from './registry.ts'

const groups: Readonly<Record<Indicator['group'], string>> = {
  overlap: 'Averages, bands and levels',
  momentum: 'Momentum',
  volume: 'Volume',
  volatility: 'Volatility',
  price: 'Prices',
  cycle: 'Cycles',
  statistics: 'Statistics',
  math: 'Mathematics',
  pattern: 'Candlestick patterns',
}

const introduction = `# Indicators

Made from the registry by \`node scripts/indicator-reference.ts\`; do not edit.

Names, parameters and outputs are TA-Lib's in lower case where TA-Lib has the function. \`sextant indicator calc NAME --data S --param k=v --out F.csv\` computes one; rules call them by the same names, several outputs by field: \`macd(close, 12, 26, 9).hist\`. In rules \`max(a, b)\`, \`min(a, b)\` compare two series (rolling: \`highest\`, \`lowest\`), and \`zscore(x, n)\` is missing where nothing varies, where the indicator has 0.

- The look-back is the number of bars before the first value, here for the default parameters. Bars that are missing at the start of the data are not counted.
- A value on a bar depends on that bar and those before it, nothing is shifted forward. Every indicator has a form bar by bar with the same values.
- "Any series" is the close unless another is given; two series are high and low unless given. Units are named in the descriptions; what has none is a plain number.`

/** docs/indicators.md, in Markdown: every entry of the registry. `scripts/indicator-reference.ts` writes it. */
export function indicatorReference(): string {
  const sections = Object.entries(groups).map(([group, title]) => {
    const members = indicators.filter((indicator) => indicator.group === group)
    return [`## ${title}`, ...members.map(entry)].join('\n\n')
  })
  const contents = Object.entries(groups).map(([group, title]) => {
    const names = indicators.filter((indicator) => indicator.group === group).map(({ name }) => `\`${name}\``)
    return `- ${title}: ${names.join(' ')}`
  })
  return [introduction, contents.join('\n'), ...sections, ''].join('\n\n').trimEnd() + '\n'
}

function entry(indicator: Indicator): string {
  const { name, title, doc, source, inputs, params, outputs, missing, aliases, levels } = indicator
  const lookback = indicator.lookback(params.map((param) => param.default))
  const facts = [
    `Inputs: ${inputs.map(inputName).join(', ')}`,
    ...(params.length === 0 ? [] : [`Parameters: ${params.map(parameter).join('; ')}`]),
    `Outputs: ${outputs.map((output) => `\`${output.name}\`${shortName(output)}`).join(', ')}`,
    `Look-back: ${lookback}${lookback === 1 ? ' bar' : ' bars'}`,
    ...(missing === undefined ? [] : [`No value: ${missing.charAt(0).toLowerCase()}${missing.slice(1, -1)}`]),
    ...(levels === undefined ? [] : [`Levels: ${levels.join(', ')}`]),
    ...(aliases === undefined ? [] : [`Also: ${aliases.map((alias) => `\`${alias}\``).join(', ')}`]),
    `Source: ${source}`,
  ]
  return [`### ${name}`, `${title}. ${doc}`, facts.map((fact) => `- ${fact}`).join('\n')].join('\n\n')
}

function inputName(name: string): string {
  if (name === 'real') return 'any series'
  return name === 'real1' ? 'a second series' : name === 'ts' ? 'time of the bar' : name
}

function shortName({ name, short }: { name: string; short: string }): string {
  return name === short ? '' : ` (\`.${short}\`)`
}

function parameter({ name, type, min, max, choices, ...param }: IndicatorParam): string {
  if (choices !== undefined) {
    const meanings = choices.map((choice, k) => `${min + k} ${choice}`)
    return `\`${name}\` = ${param.default} (${meanings.join(', ')})`
  }
  const open = type === 'real' && Math.abs(min) > 1e30 ? 'any number' : null
  const range = Math.abs(max) > 1e30 ? `from ${min}` : `${min} to ${max}`
  return `\`${name}\` = ${param.default} (${open ?? range})`
}
