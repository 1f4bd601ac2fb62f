import { skipped } from './check.ts'
import type { Check, Verdict } from './check.ts'

/** Bars typically closer together than this share of the timeframe belong to a shorter one. Short months stay above it. */
const tooClose = 0.8
/** No twentieth of the bars within this many bar lengths: they belong to a longer timeframe. */
const tooFar = 1.9

/** The bars are as far apart as their timeframe says. */
export const spacingCheck: Check = {
  id: 'spacing',
  title: 'Timeframe',
  begin({ scale: { spacing }, grid: { step }, totals }) {
    if (step === 0) return skipped('Ticks have no length.')
    if (!spacing) return skipped('There are too few bars to tell.')
    const { typical, least } = spacing
    const whole = { ts: totals.from, until: totals.to }
    return {
      predicates: {},
      onRow: () => undefined,
      verdict(): Verdict {
        if (typical < tooClose * step) {
          const message = `Bars are typically ${duration(typical)} apart, closer than their timeframe: import the file again with the right one.`
          return {
            status: 'fail',
            count: 1,
            label: 'Check timeframe',
            message,
            spots: [{ ...whole, message, value: typical }],
          }
        }
        if (least > tooFar * step) {
          const message = `Hardly any two bars are closer together than ${duration(least)}: the timeframe may be longer than it says.`
          return {
            status: 'warn',
            count: 1,
            label: 'Check timeframe',
            message,
            spots: [{ ...whole, message, value: least }],
          }
        }
        return { status: 'pass', count: 0, message: `Bars are typically ${duration(typical)} apart.`, spots: [] }
      },
    }
  },
}

function duration(ms: number): string {
  const units = [
    [604_800_000, 'week'],
    [86_400_000, 'day'],
    [3_600_000, 'hour'],
    [60_000, 'minute'],
    [1000, 'second'],
  ] as const
  const [length, name] = units.find(([unit]) => ms >= unit) ?? [1, 'millisecond']
  const count = Number((ms / length).toPrecision(3))
  return `${count} ${name}${count === 1 ? '' : 's'}`
}
