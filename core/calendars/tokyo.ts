import { weekdayOf } from './days.ts'
import { withSubstitutes } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import { dates, except, fixed, nth } from './holidays.ts'
import type { Dated, Holiday } from './holidays.ts'

/**
 * Days of the equinoxes in Japan from 1980 to 2099, by the approximation in use for the law on national holidays; the
 * observatory announces each a year ahead.
 */
function equinox(name: string, month: number, base: number): Holiday {
  const date = (year: number) => Math.floor(base + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4))
  return { name, on: (year) => fixed(name, month, date(year)).on(year) }
}

const national: readonly Holiday[] = [
  fixed("New Year's Day", 1, 1),
  fixed('Coming of Age Day', 1, 15, undefined, { to: 1999 }),
  nth('Coming of Age Day', 2, 1, 1, { from: 2000 }),
  fixed('National Foundation Day', 2, 11),
  fixed("Emperor's Birthday", 2, 23, undefined, { from: 2020 }),
  equinox('Vernal Equinox Day', 3, 20.8431),
  fixed('Showa Day', 4, 29),
  fixed('Constitution Memorial Day', 5, 3),
  fixed('Greenery Day', 5, 4, undefined, { from: 2007 }),
  fixed("Children's Day", 5, 5),
  fixed('Marine Day', 7, 20, undefined, { from: 1996, to: 2002 }),
  except(nth('Marine Day', 3, 1, 7, { from: 2003 }), '2020-07-23', '2021-07-22'),
  except(fixed('Mountain Day', 8, 11, undefined, { from: 2016 }), '2020-08-10', '2021-08-08'),
  fixed('Respect for the Aged Day', 9, 15, undefined, { to: 2002 }),
  nth('Respect for the Aged Day', 3, 1, 9, { from: 2003 }),
  equinox('Autumnal Equinox Day', 9, 23.2488),
  fixed('Sports Day', 10, 10, undefined, { to: 1999 }),
  except(nth('Sports Day', 2, 1, 10, { from: 2000 }), '2020-07-24', '2021-07-23'),
  fixed('Culture Day', 11, 3),
  fixed('Labour Thanksgiving Day', 11, 23),
  fixed("Emperor's Birthday", 12, 23, undefined, { from: 1989, to: 2018 }),
  dates('Enthronement of the Emperor', '2019-05-01'),
  dates('Enthronement ceremony', '2019-10-22'),
]

/** A Sunday's holiday is kept on the next day that is none; a day between two holidays is one. The exchange rests around New Year. */
function asKept(holidays: readonly Dated[], year: number): Map<number, string> {
  const kept = withSubstitutes('substitute', holidays)
  const days = new Set(holidays.map(([day]) => day))
  for (const day of days)
    if (days.has(day + 2) && !kept.has(day + 1) && weekdayOf(day + 1) !== 0) kept.set(day + 1, "Citizens' Holiday")
  for (const [month, date] of [
    [1, 1],
    [1, 2],
    [1, 3],
    [12, 31],
  ] as const)
    kept.set(fixed('', month, date).on(year)!, 'Exchange holiday')
  return kept
}

/** Tokyo Stock Exchange. Act on National Holidays (1948, as amended); hours to 15:30 since 2024-11-05. Its lunch break is no end of a session. */
export const tokyo: Exchange = {
  name: 'XTKS',
  title: 'Tokyo Stock Exchange',
  zone: 'Asia/Tokyo',
  hours: [
    { from: '1970-01-01', open: 9 * 60, close: 15 * 60 },
    { from: '2024-11-05', open: 9 * 60, close: 15 * 60 + 30 },
  ],
  holidays: national,
  keep: asKept,
  closures: { '2020-10-01': 'Failure of the trading system' },
  early: [],
}
