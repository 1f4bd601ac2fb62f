import { plural, skipped, spotList } from './check.ts'
import type { Check } from './check.ts'

/** Bars in a row with the very same four prices before it counts as a feed that stood still. */
export const staleBars = { daily: 3, intraday: 10 } as const

export const staleCheck: Check = {
  id: 'stale',
  title: 'Stale bars',
  begin({ grid }) {
    if (grid.step === 0) return skipped('Ticks may repeat a price.')
    const least = grid.intraday ? staleBars.intraday : staleBars.daily
    const found = spotList()
    let run: { first: number; from: number; last: number; until: number } | null = null
    const close = () => {
      if (run) {
        const bars = run.last - run.first + 1
        if (bars >= least)
          found.add({
            ts: run.from,
            until: run.until,
            message: `The same four prices ${bars} bars in a row.`,
            value: bars,
          })
      }
      run = null
    }
    return {
      // Equal start times are the business of another check.
      predicates: { same: 'close = p_close and open = p_open and high = p_high and low = p_low and us > p_us' },
      onRow(row) {
        if (!row.asked.has('same')) return
        if (run && row.row === run.last + 1) run = { ...run, last: row.row, until: row.ts }
        else {
          close()
          run = { first: row.row - 1, from: row.previousTs, last: row.row, until: row.ts }
        }
      },
      verdict() {
        close()
        return {
          status: found.count > 0 ? 'warn' : 'pass',
          count: found.count,
          spots: found.spots,
          label: 'Stale bars',
          message:
            found.count > 0
              ? `${plural(found.count, 'stretch', 'stretches')} of ${least} or more bars with the very same prices.`
              : `No price stands still for ${least} bars.`,
        }
      },
    }
  },
}
