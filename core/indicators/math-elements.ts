import { defineIndicator, line } from './define.ts'
import type { Indicator } from './indicator.ts'
import { mapSeries, zipSeries } from './series.ts'

const shape = { group: 'math', pane: 'own', params: [], outputs: [line()], lookback: () => 0 } as const

function ofOne(name: string, title: string, doc: string, f: (value: number) => number): Indicator {
  return defineIndicator({
    ...shape,
    name,
    title,
    doc,
    inputs: ['real'],
    stream: 'window',
    kernel: () => (x) => [mapSeries(x, f)],
  })
}

function ofTwo(name: string, title: string, doc: string, f: (a: number, b: number) => number): Indicator {
  return defineIndicator({
    ...shape,
    name,
    title,
    doc,
    inputs: ['real', 'real1'],
    stream: 'window',
    kernel: () => (x, y) => [zipSeries(x, y, f)],
  })
}

export const elementMath: readonly Indicator[] = [
  ofTwo('add', 'Vector Arithmetic Add', 'Sum of two series.', (a, b) => a + b),
  ofTwo('sub', 'Vector Arithmetic Subtraction', 'First series minus the second.', (a, b) => a - b),
  ofTwo('mult', 'Vector Arithmetic Mult', 'Product of two series.', (a, b) => a * b),
  ofTwo('div', 'Vector Arithmetic Div', 'First series over the second.', (a, b) => a / b),
  defineIndicator({
    ...shape,
    name: 'cumsum',
    title: 'Cumulative Sum',
    doc: 'Sum of all values so far.',
    inputs: ['real'],
    stream: () => {
      let sum = 0
      return (x) => [(sum += x)]
    },
    kernel: () => (x) => {
      let sum = 0
      return [mapSeries(x, (value) => (sum += value))]
    },
  }),
  ofOne('acos', 'Vector Trigonometric ACos', 'Angle whose cosine is the value, in radians.', Math.acos),
  ofOne('asin', 'Vector Trigonometric ASin', 'Angle whose sine is the value, in radians.', Math.asin),
  ofOne('atan', 'Vector Trigonometric ATan', 'Angle whose tangent is the value, in radians.', Math.atan),
  ofOne('ceil', 'Vector Ceil', 'Smallest whole number that is not less.', Math.ceil),
  ofOne('cos', 'Vector Trigonometric Cos', 'Cosine of an angle in radians.', Math.cos),
  ofOne('cosh', 'Vector Trigonometric Cosh', 'Hyperbolic cosine.', Math.cosh),
  ofOne('exp', 'Vector Arithmetic Exp', 'e to the power of the value.', Math.exp),
  ofOne('floor', 'Vector Floor', 'Largest whole number that is not greater.', Math.floor),
  ofOne('ln', 'Vector Log Natural', 'Natural logarithm.', Math.log),
  ofOne('log10', 'Vector Log10', 'Logarithm to base 10.', Math.log10),
  ofOne('sin', 'Vector Trigonometric Sin', 'Sine of an angle in radians.', Math.sin),
  ofOne('sinh', 'Vector Trigonometric Sinh', 'Hyperbolic sine.', Math.sinh),
  ofOne('sqrt', 'Vector Square Root', 'Square root.', Math.sqrt),
  ofOne('tan', 'Vector Trigonometric Tan', 'Tangent of an angle in radians.', Math.tan),
  ofOne('tanh', 'Vector Trigonometric Tanh', 'Hyperbolic tangent.', Math.tanh),
]
