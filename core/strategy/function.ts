import type { Kernel } from './kernels/column.ts'
import type { CrossSection } from './kernels/cross-section.ts'
import type { Unit } from './tree.ts'

/**
 * What an argument may be: a number a bar, a truth a bar, a number of bars (whole, the same on every bar),
 * any other number that is the same on every bar, or (`any`) a number or truth whose kind becomes the result's.
 */
export interface FunctionArg {
  readonly name: string
  readonly kind: 'number' | 'truth' | 'any' | 'bars' | 'scalar'
  readonly min?: number
  readonly max?: number
  readonly default?: number
}

export interface LanguageFunction {
  readonly name: string
  readonly group: 'arithmetic' | 'comparison' | 'logic' | 'history' | 'rolling' | 'cross-section'
  readonly args: readonly FunctionArg[]
  readonly result: 'number' | 'truth'
  /** Unit of the result from the units of the arguments. */
  readonly unit: (units: readonly Unit[]) => Unit
  /** Pairs of arguments that must measure the same thing. */
  readonly alike?: readonly (readonly [number, number])[]
  /** Bars the function needs beyond those of its series arguments, from its scalar arguments in order. */
  readonly extra?: (scalars: readonly number[]) => number
  readonly doc: string
  /** Absent where it takes more than one column of arguments and one of results: crossings and cross-sections. */
  readonly kernel?: Kernel
  /** Of a function that compares the symbols of a run. */
  readonly section?: CrossSection
  /** The same for plain numbers, where all arguments are scalar. */
  readonly scalar?: (values: readonly number[]) => number
  readonly operator?: true
  /** True where the order of the two arguments does not matter. */
  readonly commutative?: true
  /** True where the result is worth keeping between parameter sets. */
  readonly costly?: true
}

export const x: FunctionArg = { name: 'x', kind: 'number' }
export const number = (name: string): FunctionArg => ({ name, kind: 'number' })
export const truth = (name: string): FunctionArg => ({ name, kind: 'truth' })
export const bars = (min: number, more: Partial<FunctionArg> = {}): FunctionArg => ({
  name: 'n',
  kind: 'bars',
  min,
  max: 100_000,
  ...more,
})

export const sameUnit = (units: readonly Unit[]): Unit => units[0] ?? 'none'
export const plain = (): Unit => 'none'
export const ratio = (): Unit => 'ratio'
export const count = (): Unit => 'count'
/** The unit both share, or that of the one that has one. */
export const commonUnit = (units: readonly Unit[]): Unit => units.find((unit) => unit !== 'none') ?? 'none'
