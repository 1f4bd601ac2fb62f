import { weekdayOf } from './days.ts'
import type { Exchange } from './exchange.ts'
import { easter, fixed, lastOf, nth, sundayToMonday, toNearest } from './holidays.ts'
import type { Holiday } from './holidays.ts'

const noon = 12 * 60
const thanksgiving = nth('Thanksgiving Day', 4, 4, 11)

const christmasEve: Holiday = {
  name: 'Christmas Eve',
  on(year) {
    const day = fixed('', 12, 24).on(year)!
    return weekdayOf(day) >= 1 && weekdayOf(day) <= 4 ? day : null
  },
}

/**
 * CME Globex. A day's session begins at 17:00 Chicago time on the day before and ends at 17:00, the hour of maintenance from
 * 16:00 included; it ends at 12:00 on most United States holidays. CME's yearly "Globex holiday schedule" notices, products
 * of stock indices; those of others differ by hours on a few days.
 */
export const chicago: Exchange = {
  name: 'CMES',
  title: 'CME Globex',
  zone: 'America/Chicago',
  hours: [{ from: '1970-01-01', open: -7 * 60, close: 17 * 60 }],
  holidays: [
    fixed("New Year's Day", 1, 1, sundayToMonday),
    easter('Good Friday', -2),
    fixed('Christmas Day', 12, 25, toNearest),
  ],
  closures: {
    '2004-06-11': 'Funeral of Ronald W. Reagan',
    '2007-01-02': 'Funeral of Gerald R. Ford',
    '2018-12-05': 'Funeral of George H. W. Bush',
    '2025-01-09': 'Funeral of Jimmy Carter',
  },
  early: [
    { ...nth('Martin Luther King Jr. Day', 3, 1, 1, { from: 1998 }), close: noon },
    { ...nth("Presidents' Day", 3, 1, 2), close: noon },
    { ...lastOf('Memorial Day', 1, 5), close: noon },
    { ...fixed('Independence Day', 7, 4, toNearest), close: noon },
    { ...nth('Labor Day', 1, 1, 9), close: noon },
    { ...thanksgiving, close: noon },
    { name: 'Day after Thanksgiving', on: (year) => thanksgiving.on(year)! + 1, close: noon },
    { ...christmasEve, close: noon },
  ],
}
