import { defineIndicator, line } from './define.ts'
import type { Indicator } from './indicator.ts'
import { unwritten } from './series.ts'

const shape = { group: 'math', pane: 'own', params: [], outputs: [line()], lookback: () => 0 } as const

// Each function has a loop of its own: one loop that calls any of them would box every number.
function ofOne(
  name: string,
  title: string,
  doc: string,
  write: (x: Float64Array, out: Float64Array) => void,
): Indicator {
  return defineIndicator({
    ...shape,
    name,
    title,
    doc,
    inputs: ['real'],
    stream: 'window',
    kernel: () => (x) => {
      const out = unwritten(x.length)
      write(x, out)
      return [out]
    },
  })
}

function ofTwo(
  name: string,
  title: string,
  doc: string,
  write: (x: Float64Array, y: Float64Array, out: Float64Array) => void,
): Indicator {
  return defineIndicator({
    ...shape,
    name,
    title,
    doc,
    inputs: ['real', 'real1'],
    stream: 'window',
    kernel: () => (x, y) => {
      const out = unwritten(x.length)
      write(x, y, out)
      return [out]
    },
  })
}

export const elementMath: readonly Indicator[] = [
  ofTwo('add', 'Vector Arithmetic Add', 'Sum of two series.', (x, y, out) => {
    for (let i = 0; i < out.length; i++) out[i] = x[i]! + y[i]!
  }),
  ofTwo('sub', 'Vector Arithmetic Subtraction', 'First series minus the second.', (x, y, out) => {
    for (let i = 0; i < out.length; i++) out[i] = x[i]! - y[i]!
  }),
  ofTwo('mult', 'Vector Arithmetic Mult', 'Product of two series.', (x, y, out) => {
    for (let i = 0; i < out.length; i++) out[i] = x[i]! * y[i]!
  }),
  ofTwo('div', 'Vector Arithmetic Div', 'First series over the second.', (x, y, out) => {
    for (let i = 0; i < out.length; i++) out[i] = x[i]! / y[i]!
  }),
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
      const out = unwritten(x.length)
      for (let i = 0; i < out.length; i++) {
        sum += x[i]!
        out[i] = sum
      }
      return [out]
    },
  }),
  ofOne('acos', 'Vector Trigonometric ACos', 'Angle whose cosine is the value, in radians.', (x, out) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.acos(x[i]!)
  }),
  ofOne('asin', 'Vector Trigonometric ASin', 'Angle whose sine is the value, in radians.', (x, out) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.asin(x[i]!)
  }),
  ofOne('atan', 'Vector Trigonometric ATan', 'Angle whose tangent is the value, in radians.', (x, out) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.atan(x[i]!)
  }),
  ofOne('ceil', 'Vector Ceil', 'Smallest whole number that is not less.', (x, out) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.ceil(x[i]!)
  }),
  ofOne('cos', 'Vector Trigonometric Cos', 'Cosine of an angle in radians.', (x, out) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.cos(x[i]!)
  }),
  ofOne('cosh', 'Vector Trigonometric Cosh', 'Hyperbolic cosine.', (x, out) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.cosh(x[i]!)
  }),
  ofOne('exp', 'Vector Arithmetic Exp', 'e to the power of the value.', (x, out) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.exp(x[i]!)
  }),
  ofOne('floor', 'Vector Floor', 'Largest whole number that is not greater.', (x, out) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.floor(x[i]!)
  }),
  ofOne('ln', 'Vector Log Natural', 'Natural logarithm.', (x, out) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.log(x[i]!)
  }),
  ofOne('log10', 'Vector Log10', 'Logarithm to base 10.', (x, out) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.log10(x[i]!)
  }),
  ofOne('sin', 'Vector Trigonometric Sin', 'Sine of an angle in radians.', (x, out) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.sin(x[i]!)
  }),
  ofOne('sinh', 'Vector Trigonometric Sinh', 'Hyperbolic sine.', (x, out) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.sinh(x[i]!)
  }),
  ofOne('sqrt', 'Vector Square Root', 'Square root.', (x, out) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.sqrt(x[i]!)
  }),
  ofOne('tan', 'Vector Trigonometric Tan', 'Tangent of an angle in radians.', (x, out) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.tan(x[i]!)
  }),
  ofOne('tanh', 'Vector Trigonometric Tanh', 'Hyperbolic tangent.', (x, out) => {
    for (let i = 0; i < out.length; i++) {
      const value = x[i]!
      // From there on the nearest double is 1, which prices reach.
      out[i] = value >= 22 ? 1 : value <= -22 ? -1 : Math.tanh(value)
    }
  }),
]
