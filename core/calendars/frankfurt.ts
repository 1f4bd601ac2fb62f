import type { Exchange } from './exchange.ts'
import { dates, easter, fixed, lastWeekdayBy } from './holidays.ts'

/**
 * Xetra, Frankfurt. Trading calendar notices of Deutsche Börse: no trading on the days below, hours 09:00 to 17:30 as since
 * 2003, to 14:00 on the last trading day of the year since 2010.
 */
export const frankfurt: Exchange = {
  name: 'XETR',
  title: 'Xetra',
  zone: 'Europe/Berlin',
  hours: [{ from: '1970-01-01', open: 9 * 60, close: 17 * 60 + 30 }],
  holidays: [
    fixed("New Year's Day", 1, 1),
    easter('Good Friday', -2),
    easter('Easter Monday', 1),
    fixed('Labour Day', 5, 1),
    easter('Whit Monday', 50, { from: 2007, to: 2007 }),
    easter('Whit Monday', 50, { from: 2015, to: 2021 }),
    fixed('Day of German Unity', 10, 3, undefined, { from: 2014, to: 2021 }),
    dates('Reformation Day', '2017-10-31'),
    fixed('Christmas Eve', 12, 24),
    fixed('Christmas Day', 12, 25),
    fixed('Second day of Christmas', 12, 26),
    fixed("New Year's Eve", 12, 31),
  ],
  closures: {},
  early: [{ ...lastWeekdayBy('Last trading day', 12, 30, { from: 2010 }), close: 14 * 60 }],
}
