import { isWhole } from './check-context.ts'
import type { LanguageFunction } from './function.ts'
import type { Troubles } from './problems.ts'
import type { Span, Term } from './tree.ts'

const described = {
  price: 'a price',
  volume: 'a volume',
  ratio: 'a number without unit',
  count: 'a number of bars',
  none: 'a number',
} as const

/** Warns of what can be computed but hardly be meant: unlike units side by side, fixed price levels, a period given to max(). */
export function doubtUnits(
  troubles: Troubles,
  f: LanguageFunction,
  args: readonly Term[],
  spans: readonly Span[],
  span: Span,
): void {
  const comparing = f.group === 'comparison' || f.name === 'crossover' || f.name === 'crossunder'
  for (const [i, j] of f.alike ?? []) {
    const a = args[i]!
    const b = args[j]!
    if (a.unit !== 'none' && b.unit !== 'none' && a.unit !== b.unit) {
      troubles.warn(span, `${described[a.unit]} and ${described[b.unit]} are ${comparing ? 'compared' : 'mixed'}`, {
        hint: 'Bring both to the same unit, for example by dividing a price by a price.',
      })
    }
    const [level, fixed, at] = a.scalar ? [b, a, spans[i]!] : [a, b, spans[j]!]
    if (level.unit !== 'price' && level.unit !== 'volume') continue
    if (comparing && fixed.kind === 'const' && fixed.value !== 0) {
      troubles.warn(at, `the fixed ${level.unit} ${fixed.value} only fits one instrument at one time`, {
        hint: `Compare with another ${level.unit}, such as an average.`,
      })
    }
    if (
      (f.name === 'max' || f.name === 'min') &&
      fixed.scalar &&
      isWhole(fixed) &&
      !(fixed.kind === 'const' && fixed.value < 2)
    ) {
      const rolling = f.name === 'max' ? 'highest' : 'lowest'
      troubles.warn(span, `${f.name} compares two values on each bar, here with a fixed number`, {
        hint: `The ${rolling} of the last n bars is ${rolling}(x, n).`,
        suggestions: [rolling],
      })
    }
  }
}

/** Warns of a price against the extreme of a window that ends on the same bar: it can reach it, never pass it. */
export function doubtOwnExtreme(troubles: Troubles, f: LanguageFunction, [a, b]: readonly Term[], span: Span): void {
  if (a === undefined || b === undefined) return
  const rises = f.name === '>' || f.name === 'crossover'
  const falls = f.name === '<' || f.name === 'crossunder'
  const never = (value: Term, extreme: Term, upwards: boolean): boolean => {
    if (value.kind !== 'field' || extreme.kind !== 'op') return false
    const inner = extreme.args[0]
    if (extreme.op !== (upwards ? 'highest' : 'lowest') || inner?.kind !== 'field') return false
    return inner.name === value.name || (value.unit === 'price' && inner.name === (upwards ? 'high' : 'low'))
  }
  if (
    (rises && never(a, b, true)) ||
    (falls && never(a, b, false)) ||
    (f.name === '<' && never(b, a, true)) ||
    (f.name === '>' && never(b, a, false))
  ) {
    troubles.warn(span, 'this never holds: the window includes the bar itself', {
      hint: 'Compare with the window up to the bar before: highest(high, n)[1].',
    })
  }
}
