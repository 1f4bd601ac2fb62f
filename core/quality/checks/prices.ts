import type { ScanRow } from '../scan.ts'
import { plural, spotList } from './check.ts'
import type { Check } from './check.ts'

/** Share of a price that rounding may put high or low on the wrong side of open and close. */
const rounding = 1e-9

/** The high is the highest price of its bar and the low the lowest; all are numbers. */
export const ohlcCheck: Check = {
  id: 'ohlc',
  title: 'Price order',
  alone: () => ({
    ohlc: "(high >= open and high >= close and low <= open and low <= close and high < 'inf'::double) is not true",
  }),
  begin() {
    const found = spotList()
    return {
      predicates: {},
      onRow(row) {
        if (!row.asked.has('ohlc') || isOrdered(row)) return
        const top = Math.max(row.open, row.close)
        const message = !(row.low <= row.high)
          ? `Low ${row.low} is above high ${row.high}.`
          : row.high < top
            ? `High ${row.high} is below ${row.open >= row.close ? 'open' : 'close'} ${top}.`
            : row.low > Math.min(row.open, row.close)
              ? `Low ${row.low} is above ${row.open <= row.close ? 'open' : 'close'} ${Math.min(row.open, row.close)}.`
              : 'A price is missing.'
        found.add({ ts: row.ts, message, value: row.high - row.low })
      },
      verdict: () => ({
        status: found.count > 0 ? 'fail' : 'pass',
        count: found.count,
        spots: found.spots,
        label: 'Check prices',
        message:
          found.count > 0
            ? `${plural(found.count, 'bar')} with high or low on the wrong side of open or close.`
            : 'Highs and lows hold their bars.',
      }),
    }
  },
}

/** Prices above zero. Legal below it for spreads and some futures, so this never fails a series. */
export const positiveCheck: Check = {
  id: 'positive',
  title: 'Prices above zero',
  alone: () => ({ positive: 'low <= 0' }),
  begin() {
    const found = spotList()
    return {
      predicates: {},
      onRow(row) {
        if (row.asked.has('positive')) found.add({ ts: row.ts, message: `The low is ${row.low}.`, value: row.low })
      },
      verdict: () => ({
        status: found.count > 0 ? 'warn' : 'pass',
        count: found.count,
        spots: found.spots,
        label: 'Check prices',
        message:
          found.count > 0
            ? `${plural(found.count, 'bar')} at or below zero: right for a spread, wrong for a share. Returns across them have no meaning.`
            : 'All prices are above zero.',
      }),
    }
  },
}

/** Adjusted prices carry noise in the last digits, which puts a close above its high by less than anyone can trade. */
function isOrdered({ open, high, low, close }: ScanRow): boolean {
  if (![open, high, low, close].every((price) => Number.isFinite(price))) return false
  const slack = rounding * Math.max(Math.abs(high), Math.abs(low))
  return high + slack >= Math.max(open, close) && low - slack <= Math.min(open, close)
}
