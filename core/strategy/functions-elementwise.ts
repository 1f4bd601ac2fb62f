import { commonUnit, number, plain, sameUnit, truth, x, type LanguageFunction } from './function.ts'
import { arithmetic, choices, comparison, connectives, mapped } from './kernels/arithmetic.ts'
import type { Kernel } from './kernels/column.ts'
import type { Unit } from './tree.ts'

const finite = (value: number): number => (Number.isFinite(value) ? value : Number.NaN)

function timesUnit([a = 'none', b = 'none']: readonly Unit[]): Unit {
  if (a === 'none' || a === 'ratio') return b === 'none' ? a : b
  return b === 'none' || b === 'ratio' ? a : 'none'
}

function overUnit([a = 'none', b = 'none']: readonly Unit[]): Unit {
  if (a === b) return a === 'none' ? 'none' : 'ratio'
  return b === 'none' || b === 'ratio' ? a : 'none'
}

type Pair = (a: number, b: number) => number

function operator(
  name: keyof typeof arithmetic,
  doc: string,
  unit: (units: readonly Unit[]) => Unit,
  f: Pair,
  more: Partial<LanguageFunction> = {},
): LanguageFunction {
  return {
    name,
    group: 'arithmetic',
    args: [number('a'), number('b')],
    result: 'number',
    unit,
    doc,
    kernel: arithmetic[name],
    operator: true,
    scalar: ([a, b]) => finite(f(a!, b!)),
    ...more,
  }
}

function compare(name: keyof typeof comparison, doc: string, more: Partial<LanguageFunction> = {}): LanguageFunction {
  return {
    name,
    group: 'comparison',
    args: [number('a'), number('b')],
    result: 'truth',
    unit: plain,
    alike: [[0, 1]],
    doc: `${doc} False where a value is missing.`,
    kernel: comparison[name],
    operator: true,
    ...more,
  }
}

function connective(
  name: keyof typeof connectives,
  doc: string,
  more: Partial<LanguageFunction> = {},
): LanguageFunction {
  return {
    name,
    group: 'logic',
    args: [truth('a'), truth('b')],
    result: 'truth',
    unit: plain,
    doc,
    kernel: connectives[name],
    operator: true,
    ...more,
  }
}

function map(
  name: string,
  doc: string,
  unit: (units: readonly Unit[]) => Unit,
  f: (value: number) => number,
): LanguageFunction {
  return {
    name,
    group: 'arithmetic',
    args: [x],
    result: 'number',
    unit,
    doc,
    kernel: mapped(f),
    scalar: ([a]) => finite(f(a!)),
  }
}

/** A plain number in the place of one of two arguments takes part without a unit. */
function choose(
  name: keyof typeof choices,
  args: LanguageFunction['args'],
  doc: string,
  kernel: Kernel,
  more: Partial<LanguageFunction> = {},
): LanguageFunction {
  return { name, group: 'arithmetic', args, result: 'number', unit: commonUnit, doc, kernel, ...more }
}

const roundTo = (value: number, digits: number): number => {
  const scale = 10 ** digits
  return Math.round(value * scale) / scale
}

export const elementwise: readonly LanguageFunction[] = [
  operator('+', 'Sum of two numbers.', commonUnit, (a, b) => a + b, { alike: [[0, 1]], commutative: true }),
  operator('-', 'Difference of two numbers.', commonUnit, (a, b) => a - b, { alike: [[0, 1]] }),
  operator('*', 'Product of two numbers.', timesUnit, (a, b) => a * b, { commutative: true }),
  operator('/', 'Quotient; missing where the divisor is 0.', overUnit, (a, b) => (b === 0 ? Number.NaN : a / b)),
  operator(
    '%',
    'Remainder of a division with the sign of the dividend; missing where the divisor is 0.',
    sameUnit,
    (a, b) => a % b,
  ),
  operator('neg', 'The number with the opposite sign, written -x.', sameUnit, (a) => -a, {
    args: [x],
    scalar: ([a]) => -a!,
  }),
  compare('>', 'Greater than.'),
  compare('>=', 'Greater than or equal.'),
  compare('<', 'Less than.'),
  compare('<=', 'Less than or equal.'),
  compare('==', 'Exactly equal.', { commutative: true }),
  compare('!=', 'Not equal.', { commutative: true }),
  connective('and', 'True where both are true.', { commutative: true }),
  connective('or', 'True where at least one is true.', { commutative: true }),
  connective('not', 'True where the condition is false; false as long as the condition is in its warm-up.', {
    args: [truth('a')],
  }),
  {
    name: 'between',
    group: 'comparison',
    args: [x, number('low'), number('high')],
    result: 'truth',
    unit: plain,
    alike: [
      [0, 1],
      [0, 2],
    ],
    doc: 'True where low <= x <= high.',
    kernel: comparison.between,
  },
  {
    name: 'defined',
    group: 'comparison',
    args: [x],
    result: 'truth',
    unit: plain,
    doc: 'True where x has a value.',
    kernel: comparison.defined,
  },
  map('abs', 'Size without the sign.', sameUnit, Math.abs),
  map('sign', '1, 0 or -1 by the sign.', plain, Math.sign),
  map('sqrt', 'Square root; missing below 0.', plain, Math.sqrt),
  map('log', 'Natural logarithm; missing at and below 0.', plain, Math.log),
  map('exp', 'e to the power of x.', plain, Math.exp),
  map('floor', 'Largest whole number not above x.', sameUnit, Math.floor),
  map('ceil', 'Smallest whole number not below x.', sameUnit, Math.ceil),
  {
    name: 'round',
    group: 'arithmetic',
    args: [x, { name: 'digits', kind: 'bars', min: 0, max: 12, default: 0 }],
    result: 'number',
    unit: sameUnit,
    doc: 'Rounded to so many digits after the point, halves up.',
    kernel: mapped((value, [digits]) => roundTo(value, digits!)),
    scalar: ([value, digits]) => finite(roundTo(value!, digits!)),
  },
  {
    name: 'pow',
    group: 'arithmetic',
    args: [x, { name: 'exponent', kind: 'scalar', min: -20, max: 20 }],
    result: 'number',
    unit: plain,
    doc: 'x to a fixed power.',
    kernel: mapped((value, [exponent]) => value ** exponent!),
    scalar: ([value, exponent]) => finite(value! ** exponent!),
  },
  choose(
    'max',
    [number('a'), number('b')],
    'The larger of two values on each bar; the rolling one is highest(x, n).',
    choices.max,
    {
      alike: [[0, 1]],
      commutative: true,
      scalar: ([a, b]) => Math.max(a!, b!),
    },
  ),
  choose(
    'min',
    [number('a'), number('b')],
    'The smaller of two values on each bar; the rolling one is lowest(x, n).',
    choices.min,
    {
      alike: [[0, 1]],
      commutative: true,
      scalar: ([a, b]) => Math.min(a!, b!),
    },
  ),
  choose('clamp', [x, number('low'), number('high')], 'x, but not below low and not above high.', choices.clamp, {
    alike: [
      [0, 1],
      [0, 2],
    ],
    scalar: ([a, low, high]) => Math.min(Math.max(a!, low!), high!),
  }),
  choose(
    'nz',
    [x, { name: 'instead', kind: 'number', default: 0 }],
    'x, or the second value where x is missing.',
    choices.nz,
    { alike: [[0, 1]] },
  ),
  choose(
    'if',
    [truth('condition'), number('a'), number('b')],
    'a where the condition holds, else b; missing while the condition is in its warm-up.',
    choices.if,
    {
      unit: (units) => commonUnit(units.slice(1)),
      alike: [[1, 2]],
    },
  ),
]
