import { plural, skipped, spotList } from './check.ts'
import type { Check } from './check.ts'

/** One bar per start time. Ticks may share a time. */
export const duplicateCheck: Check = {
  id: 'duplicates',
  title: 'Duplicate times',
  begin({ grid }) {
    if (grid.step === 0) return skipped('Several ticks may share a time.')
    const found = spotList()
    return {
      predicates: { duplicate: 'us = p_us' },
      onRow(row) {
        if (!row.asked.has('duplicate')) return
        const same = row.close === row.previousClose
        found.add({
          ts: row.ts,
          message: `Row ${row.row} repeats the time of the row above it with ${same ? 'the same' : 'another'} close.`,
          value: row.row,
        })
      },
      verdict: () => ({
        status: found.count > 0 ? 'fail' : 'pass',
        count: found.count,
        spots: found.spots,
        label: plural(found.count, 'duplicate'),
        message:
          found.count > 0
            ? `${plural(found.count, 'bar')} repeat an earlier start time.`
            : 'No start time occurs twice.',
      }),
    }
  },
}
