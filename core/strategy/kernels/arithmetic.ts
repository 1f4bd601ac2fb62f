import { logicKernel, numberKernel, truthKernel, type Kernel } from './column.ts'

// One loop an operator: a loop that takes the operator as a function is several times slower once many operators share it.

export const arithmetic: Readonly<Record<'+' | '-' | '*' | '/' | '%' | 'neg', Kernel>> = {
  '+': numberKernel((out, [a, b]) => {
    for (let i = 0; i < out.length; i++) out[i] = a![i]! + b![i]!
  }),
  '-': numberKernel((out, [a, b]) => {
    for (let i = 0; i < out.length; i++) out[i] = a![i]! - b![i]!
  }),
  '*': numberKernel((out, [a, b]) => {
    for (let i = 0; i < out.length; i++) out[i] = a![i]! * b![i]!
  }),
  '/': numberKernel((out, [a, b]) => {
    for (let i = 0; i < out.length; i++) out[i] = b![i]! === 0 ? Number.NaN : a![i]! / b![i]!
  }),
  '%': numberKernel((out, [a, b]) => {
    for (let i = 0; i < out.length; i++) out[i] = a![i]! % b![i]!
  }),
  neg: numberKernel((out, [a]) => {
    for (let i = 0; i < out.length; i++) out[i] = -a![i]!
  }),
}

export const comparison: Readonly<Record<'>' | '>=' | '<' | '<=' | '==' | '!=' | 'between' | 'defined', Kernel>> = {
  '>': truthKernel((out, [a, b]) => {
    for (let i = 0; i < out.length; i++) out[i] = +(a![i]! > b![i]!)
  }),
  '>=': truthKernel((out, [a, b]) => {
    for (let i = 0; i < out.length; i++) out[i] = +(a![i]! >= b![i]!)
  }),
  '<': truthKernel((out, [a, b]) => {
    for (let i = 0; i < out.length; i++) out[i] = +(a![i]! < b![i]!)
  }),
  '<=': truthKernel((out, [a, b]) => {
    for (let i = 0; i < out.length; i++) out[i] = +(a![i]! <= b![i]!)
  }),
  '==': truthKernel((out, [a, b]) => {
    for (let i = 0; i < out.length; i++) out[i] = +(a![i]! === b![i]!)
  }),
  // Not the opposite of == where a value is missing: both are false then.
  '!=': truthKernel((out, [a, b]) => {
    for (let i = 0; i < out.length; i++) out[i] = +(a![i]! < b![i]!) | +(a![i]! > b![i]!)
  }),
  between: truthKernel((out, [x, low, high]) => {
    for (let i = 0; i < out.length; i++) out[i] = +(x![i]! >= low![i]!) & +(x![i]! <= high![i]!)
  }),
  defined: truthKernel((out, [x]) => {
    for (let i = 0; i < out.length; i++) out[i] = +(x![i]! === x![i]!)
  }),
}

export const connectives: Readonly<Record<'and' | 'or' | 'not', Kernel>> = {
  and: logicKernel((out, [a, b]) => {
    for (let i = 0; i < out.length; i++) out[i] = a![i]! & b![i]!
  }),
  or: logicKernel((out, [a, b]) => {
    for (let i = 0; i < out.length; i++) out[i] = a![i]! | b![i]!
  }),
  // False in the warm-up: what is not known yet is not denied either.
  not: logicKernel((out, [a], _scalars, { warmUp }) => {
    for (let i = 0; i < out.length; i++) out[i] = i < warmUp ? 0 : 1 - a![i]!
  }),
}

/** Applies a function of one number bar by bar; what is not finite is missing, and so is what comes of a missing value. */
export function mapped(f: (x: number, scalars: readonly number[]) => number): Kernel {
  return numberKernel((out, [x], scalars) => {
    for (let i = 0; i < out.length; i++) {
      const value = f(x![i]!, scalars)
      // NaN to the power of 0 is 1.
      out[i] = Number.isFinite(value) && x![i]! === x![i]! ? value : Number.NaN
    }
  })
}

export const choices: Readonly<Record<'max' | 'min' | 'clamp' | 'nz' | 'if', Kernel>> = {
  max: numberKernel((out, [a, b]) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.max(a![i]!, b![i]!)
  }),
  min: numberKernel((out, [a, b]) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.min(a![i]!, b![i]!)
  }),
  clamp: numberKernel((out, [x, low, high]) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.min(Math.max(x![i]!, low![i]!), high![i]!)
  }),
  nz: numberKernel((out, [x, instead]) => {
    for (let i = 0; i < out.length; i++) out[i] = x![i]! === x![i]! ? x![i]! : instead![i]!
  }),
  if: numberKernel((out, [condition, a, b], _scalars, { warmUp }) => {
    for (let i = 0; i < out.length; i++) out[i] = i < warmUp ? Number.NaN : condition![i]! === 1 ? a![i]! : b![i]!
  }),
}
