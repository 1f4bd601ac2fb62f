import type { LanguageFunction } from './function.ts'
import { crossSectionFunctions } from './functions-cross-section.ts'
import { elementwise } from './functions-elementwise.ts'
import { seriesFunctions } from './functions-series.ts'

/** Every operator and function of the language except the indicators, in the order of the docs. */
export const languageFunctions: readonly LanguageFunction[] = [
  ...elementwise,
  ...crossSectionFunctions,
  ...seriesFunctions,
]

const byName: ReadonlyMap<string, LanguageFunction> = new Map(languageFunctions.map((f) => [f.name, f]))

/** A function or an operator (`+`, `and`, `neg`) by its name. */
export function findFunction(name: string): LanguageFunction | undefined {
  return byName.get(name)
}

/** The entry of a name the caller knows to be in the table. */
export function functionOf(name: string): LanguageFunction {
  const found = byName.get(name)
  if (found === undefined) throw new Error(`the language has no function ${name}`)
  return found
}

/** Names a rule may call; operators are written with their marks. */
export const callableNames: readonly string[] = languageFunctions.filter((f) => f.operator !== true).map((f) => f.name)
