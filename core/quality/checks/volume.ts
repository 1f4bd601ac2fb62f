import { findingLimit, plural, spotList } from './check.ts'
import type { Check, Spot, Survey, Verdict } from './check.ts'

/** Above this share of bars without volume they are counted but not listed one by one. */
const listedShare = 0.01
/** Log volume above the median by this many robust deviations. */
export const volumeDeviations = 6

/** Volume on every bar. Thin intraday bars without a trade are ordinary, so they do not count against the series. */
export const volumeCheck: Check = {
  id: 'volume',
  title: 'Volume',
  begin({ totals, grid, withoutVolume }) {
    const without = totals.zeroVolume + totals.missingVolume
    const listed = without > 0 && without <= Math.max(20, totals.rows * listedShare)
    const spots = async (): Promise<Spot[]> =>
      !listed
        ? []
        : (await withoutVolume(findingLimit)).map(({ ts, volume }) => ({
            ts,
            message: volume === 0 ? 'No trade in this bar.' : 'The volume is missing.',
            value: volume === 0 ? 0 : null,
          }))
    return {
      predicates: {},
      onRow: () => undefined,
      async verdict(): Promise<Verdict> {
        if (without === 0 || totals.rows === 0)
          return { status: 'pass', count: 0, message: 'Every bar has a volume.', spots: [] }
        if (without === totals.rows) {
          return {
            status: 'warn',
            count: without,
            label: 'No volume',
            message: 'No bar has a volume: rules that use it never fire, and fills cannot be held against it.',
            spots: [wholeSeries(totals)],
          }
        }
        const quiet = grid.intraday && totals.missingVolume === 0 && without <= totals.rows / 2
        return {
          status: quiet ? 'pass' : 'warn',
          count: without,
          label: 'Missing volume',
          spots: await spots(),
          message: `${plural(without, 'bar')} (${((100 * without) / totals.rows).toFixed(2)}%) without volume${quiet ? ': no trade took place.' : '.'}`,
        }
      },
    }
  },
}

/** Very large volumes, for the eye: they do not count against the series. */
export const volumeOutlierCheck: Check = {
  id: 'volumeOutliers',
  title: 'Volume outliers',
  alone: ({ logVolumeMedian: median, logVolumeScale: deviation }) =>
    median !== null && deviation !== null && deviation > 0
      ? { crowd: `volume > ${Math.exp(median + volumeDeviations * deviation)}` }
      : {},
  begin({ scale }) {
    const found = spotList()
    const { logVolumeMedian: median, logVolumeScale: deviation } = scale
    const known = median !== null && deviation !== null && deviation > 0
    return {
      predicates: {},
      onRow(row) {
        if (!row.asked.has('crowd') || !known) return
        const times = row.volume! / Math.exp(median)
        found.add({ ts: row.ts, message: `Volume ${times.toFixed(1)} times the median.`, value: times })
      },
      verdict: () => ({
        status: known ? 'pass' : 'skipped',
        count: found.count,
        spots: found.spots,
        message: known
          ? `${plural(found.count, 'bar')} with a volume beyond ${volumeDeviations} deviations.`
          : 'The series has no volume to compare.',
      }),
    }
  },
}

function wholeSeries({ from, to }: Survey['totals']): Spot {
  return { ts: from, until: to, message: 'No bar has a volume.', value: null }
}
