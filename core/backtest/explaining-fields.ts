import type { ProfileFields } from '../contract/profile.ts'
import type { ExplainingField } from '../contract/cross-check.ts'
import type { CostFigure, Costs } from '../engine/types.ts'

/** The conventions and costs under which this engine fills the signals. */
export interface Terms {
  readonly profile: ProfileFields
  readonly costs: Costs
}

interface Change {
  readonly field: string
  readonly ours: string | number | boolean
  readonly theirs: string | number | boolean
  readonly apply: (terms: Terms) => Terms
}

export interface Explanation {
  readonly fields: ExplainingField[]
  /** Fields that make the trade of a key agree; empty where none does. */
  readonly fieldsFor: (key: string) => string[]
}

/** Fields that change what is printed, not what is filled; and the crossing rule, because the signals are given. */
const withoutFills: readonly (keyof ProfileFields)[] = [
  'crossRule',
  'annualDays',
  'ddof',
  'riskFree',
  'sharpeReturns',
  'sharpeFormula',
  'drawdownClock',
  'statsIncludeOpenTrade',
  'psrAgainst',
  'psrMoments',
  'profitFactorOf',
]

/** What the run and the tool do differently: fields of the profile, and costs that the tool is not told. */
export function changesTo(terms: Terms, conventions: ProfileFields, ignores: readonly CostFigure[]): Change[] {
  const names = (Object.keys(conventions) as (keyof ProfileFields)[]).filter((name) => !withoutFills.includes(name))
  const fields = names.map((field): Change => ({
    field,
    ours: terms.profile[field],
    theirs: conventions[field],
    apply: ({ profile, costs }) => ({ costs, profile: { ...profile, [field]: conventions[field] } }),
  }))
  const costs = ignores.map((cost): Change => {
    const none = cost === 'leverage' ? 1 : 0
    return {
      field: cost,
      ours: terms.costs[cost],
      theirs: none,
      apply: (old) => ({ profile: old.profile, costs: { ...old.costs, [cost]: none } }),
    }
  })
  return [...fields, ...costs].filter(({ ours, theirs }) => ours !== theirs)
}

/**
 * The fewest changes that explain as many differences as all of them do, found by filling again with changes left out.
 * `differing` gives the keys of the trades that differ under some terms.
 */
export function explain(
  terms: Terms,
  changes: readonly Change[],
  differing: (terms: Terms) => ReadonlySet<string>,
): Explanation {
  const under = (some: readonly Change[]) => differing(some.reduce((now, { apply }) => apply(now), terms))
  const everything = under(changes).size
  if (everything >= under([]).size) return { fields: [], fieldsFor: () => [] }

  let needed = [...changes]
  for (const change of changes) {
    const others = needed.filter((other) => other !== change)
    if (under(others).size <= everything) needed = others
  }
  const alone = new Map(needed.map((change) => [change, under([change])]))
  const steps: { change: Change; left: ReadonlySet<string> }[] = []
  let open = needed
  while (open.length > 0) {
    const done = steps.map(({ change }) => change)
    const [best] = open
      .map((change) => ({ change, left: under([...done, change]) }))
      .toSorted((a, b) => a.left.size - b.left.size)
    steps.push(best!)
    open = open.filter((change) => change !== best!.change)
  }
  return {
    fields: steps.map(({ change: { field, ours, theirs }, ...step }, i) => ({
      field,
      ours,
      theirs,
      alone: alone.get(steps[i]!.change)!.size,
      left: step.left.size,
    })),
    fieldsFor(key) {
      const single = steps.find(({ change }) => !alone.get(change)!.has(key))
      if (single !== undefined) return [single.change.field]
      const reached = steps.findIndex(({ left }) => !left.has(key))
      return steps.slice(0, reached + 1).map(({ change }) => change.field)
    },
  }
}
