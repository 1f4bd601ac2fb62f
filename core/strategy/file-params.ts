import { StrategyParam } from '../contract/strategy.ts'
import type { JsonNode, JsonSource } from './json-source.ts'
import { didYouMean } from './problems.ts'

const maxParams = 12
const paramName = /^[a-z][A-Za-z0-9_]*$/
const keys = Object.keys(StrategyParam.shape)
const numericKeys = ['default', 'min', 'max', 'step'] as const

/** The parameters declared in the file, null for those with a problem; what is wrong is reported at its place. */
export function readParams(source: JsonSource, node: JsonNode | undefined): Map<string, StrategyParam | null> {
  const params = new Map<string, StrategyParam | null>()
  if (node === undefined) return params
  if (node.type !== 'array') {
    source.report(node, '"params" must be a list', {
      hint: 'Write "params": [{ "name": "fast", "type": "int", "default": 10, "min": 2, "max": 100 }].',
    })
    return params
  }
  const items = node.children ?? []
  if (items.length > maxParams)
    source.report(items[maxParams]!, `a strategy has at most ${maxParams} parameters, this one has ${items.length}`, {
      hint: 'Each parameter makes it easier to fit noise. Fix some of them.',
    })
  for (const item of items) {
    const param = readParam(source, item)
    if (param === null) {
      const name = nameOf(item)
      if (name !== null && !params.has(name)) params.set(name, null)
    } else if (params.has(param.name)) source.report(item, `the parameter ${param.name} is declared twice`)
    else params.set(param.name, param)
  }
  return params
}

function nameOf(item: JsonNode): string | null {
  const name = item.children?.find((field) => field.children?.[0]?.value === 'name')?.children?.[1]?.value
  return typeof name === 'string' ? name : null
}

function readParam(source: JsonSource, node: JsonNode): StrategyParam | null {
  if (node.type !== 'object') return source.report(node, 'a parameter is an object with "name" and "default"')
  const fields = new Map<string, JsonNode>()
  let good = true
  const wrong = (at: JsonNode, message: string, more?: { hint?: string; suggestions?: readonly string[] }): null => {
    good = false
    return source.report(at, message, more)
  }
  for (const { children } of node.children ?? []) {
    const [key, value] = children ?? []
    if (key === undefined || value === undefined) continue
    const name = String(key.value)
    if (!keys.includes(name)) wrong(key, `a parameter has no field "${name}"`, didYouMean(name, keys))
    else if (fields.has(name)) wrong(key, `"${name}" is given twice`)
    else fields.set(name, value)
  }

  const name = fields.get('name')
  if (name === undefined) wrong(node, 'a parameter needs a "name"')
  else if (typeof name.value !== 'string' || !paramName.test(name.value))
    wrong(name, 'a parameter name starts with a small letter and has letters, digits and _ only')
  const type = fields.get('type')
  const kinds: readonly unknown[] = ['int', 'float']
  if (type !== undefined && !kinds.includes(type.value))
    wrong(type, 'the type of a parameter is "int" or "float"', { suggestions: ['"int"', '"float"'] })
  const label = fields.get('label')
  if (label !== undefined && typeof label.value !== 'string') wrong(label, '"label" must be a text')

  const values: Partial<Record<(typeof numericKeys)[number], number>> = {}
  for (const key of numericKeys) {
    const value = fields.get(key)
    if (value === undefined || (value.type === 'null' && key !== 'default')) continue
    if (typeof value.value !== 'number' || !Number.isFinite(value.value)) wrong(value, `"${key}" must be a number`)
    else if (type?.value === 'int' && !Number.isInteger(value.value))
      wrong(value, `"${key}" of an int parameter must be a whole number`)
    else if (key === 'step' && value.value <= 0) wrong(value, '"step" must be above 0')
    else values[key] = value.value
  }
  const { min, max, default: preset } = values
  if (!fields.has('default')) wrong(node, 'a parameter needs a "default"')
  if (min !== undefined && max !== undefined && min > max)
    wrong(fields.get('min')!, `"min" ${min} is above "max" ${max}`)
  else if (preset !== undefined && ((min !== undefined && preset < min) || (max !== undefined && preset > max)))
    wrong(fields.get('default')!, `the default ${preset} is outside ${min ?? '-∞'} to ${max ?? '∞'}`)
  if (!good || preset === undefined) return null
  return StrategyParam.parse({ name: name?.value, type: type?.value, ...values, label: label?.value })
}
