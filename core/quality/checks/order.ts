import { plural, spotList } from './check.ts'
import type { Check } from './check.ts'

/** Every bar starts after the one before it, and none starts in the future. */
export const orderCheck: Check = {
  id: 'order',
  title: 'Time order',
  begin({ now, totals }) {
    const found = spotList()
    return {
      predicates: {
        order: 'us < p_us',
        ...(totals.to !== null && totals.to > now ? { future: `us > ${now * 1000}` } : {}),
      },
      onRow(row) {
        if (row.asked.has('order')) {
          found.add({
            ts: row.ts,
            until: row.previousTs,
            message: `Row ${row.row} starts before the row above it.`,
            value: row.ts - row.previousTs,
          })
        }
        if (row.asked.has('future'))
          found.add({ ts: row.ts, message: `Row ${row.row} starts after the time of this check.`, value: row.ts - now })
      },
      verdict: () => ({
        status: found.count > 0 ? 'fail' : 'pass',
        count: found.count,
        spots: found.spots,
        label: 'Out of order',
        message:
          found.count > 0
            ? `${plural(found.count, 'bar')} out of order or in the future.`
            : 'Every bar starts after the one before it.',
      }),
    }
  },
}
