import type { Exchange } from './exchange.ts'
import { dates, easter, except, fixed, lastOf, lastWeekdayBy, nth, toMonday } from './holidays.ts'

const half = 12 * 60 + 30
const twoDays = { saturday: 2, sunday: 2 }

/**
 * London Stock Exchange. Bank holidays of England and Wales (Banking and Financial Dealings Act 1971; gov.uk/bank-holidays),
 * hours and half days as in the exchange's "Business days" notices: 08:00 to 16:30, to 12:30 on the last trading days before
 * Christmas and New Year's Day.
 */
export const london: Exchange = {
  name: 'XLON',
  title: 'London Stock Exchange',
  zone: 'Europe/London',
  hours: [{ from: '1970-01-01', open: 8 * 60, close: 16 * 60 + 30 }],
  holidays: [
    fixed("New Year's Day", 1, 1, toMonday),
    easter('Good Friday', -2),
    easter('Easter Monday', 1),
    except(nth('Early May bank holiday', 1, 1, 5), '1995-05-08', '2020-05-08'),
    except(lastOf('Spring bank holiday', 1, 5), '2002-06-04', '2012-06-04', '2022-06-02'),
    lastOf('Summer bank holiday', 1, 8),
    fixed('Christmas Day', 12, 25, twoDays),
    fixed('Boxing Day', 12, 26, twoDays),
    dates('Royal jubilee', '2002-06-03', '2012-06-05', '2022-06-03'),
  ],
  closures: {
    '1999-12-31': 'Millennium',
    '2011-04-29': 'Wedding of Prince William',
    '2022-09-19': 'Funeral of Elizabeth II',
    '2023-05-08': 'Coronation of Charles III',
  },
  early: [
    { ...lastWeekdayBy('Christmas Eve', 12, 24), close: half },
    { ...lastWeekdayBy("New Year's Eve", 12, 31), close: half },
  ],
}
