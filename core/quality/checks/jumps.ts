import type { Severity } from '../../contract/quality.ts'
import { createJumpReader, thresholds, longBarPredicate } from '../jumps.ts'
import type { Jump, JumpKinds, JumpReader } from '../jumps.ts'
import { findingLimit, plural } from './check.ts'
import type { Check, Survey } from './check.ts'

interface Kind {
  readonly id: keyof JumpKinds
  readonly title: string
  readonly status: Severity
  readonly label: string
  readonly found: (count: number) => string
  readonly clean: string
}

const readers = new WeakMap<Survey, JumpReader>()

/** Four checks read one classification of moves, so that no move is reported twice. */
function jumpCheck(kind: Kind, leads: boolean): Check {
  return {
    id: kind.id,
    title: kind.title,
    ...(leads ? { alone: (scale, grid) => ({ long: longBarPredicate(scale, grid) }) } : {}),
    begin(survey) {
      let reader = readers.get(survey)
      if (!reader) readers.set(survey, (reader = createJumpReader(survey)))
      const jumps = reader
      return {
        predicates: leads ? jumps.predicates : {},
        onRow: (row) => (leads ? jumps.onRow(row) : undefined),
        async verdict() {
          const found: readonly Jump[] = (await jumps.kinds())[kind.id]
          return {
            status: found.length > 0 ? kind.status : ('pass' as const),
            count: found.length,
            label: kind.label,
            message: found.length > 0 ? kind.found(found.length) : kind.clean,
            spots: found
              .slice(0, findingLimit)
              .map(({ row, until, message, value }) => ({ ts: row.ts, until, message, value })),
          }
        },
      }
    },
  }
}

export const unitCheck = jumpCheck(
  {
    id: 'units',
    title: 'Price units',
    status: 'fail',
    label: 'Check prices',
    found: (count) =>
      `${plural(count, 'stretch', 'stretches')} priced 100, 1,000 or 10,000 times off, as pence for pounds.`,
    clean: 'No change of price unit.',
  },
  true,
)

export const splitCheck = jumpCheck(
  {
    id: 'splits',
    title: 'Split suspects',
    status: 'warn',
    label: 'Check splits',
    found: (count) =>
      `${plural(count, 'jump')} with the ratio of a share split. Nothing was changed: if it was one, import adjusted prices or add the split with "data actions import".`,
    clean: 'No overnight jump with the ratio of a split.',
  },
  false,
)

export const spikeCheck = jumpCheck(
  {
    id: 'spikes',
    title: 'Price spikes',
    status: 'warn',
    label: 'Check prices',
    found: (count) => `${plural(count, 'bar')} away from its neighbours and back at once.`,
    clean: 'No price leaps away and comes back at once.',
  },
  false,
)

export const outlierCheck = jumpCheck(
  {
    id: 'outliers',
    title: 'Price outliers',
    status: 'pass',
    label: '',
    found: (count) => `${plural(count, 'move')} beyond ${thresholds.outlier} deviations that stayed: news, as a rule.`,
    clean: `No move beyond ${thresholds.outlier} deviations.`,
  },
  false,
)
