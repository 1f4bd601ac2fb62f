import { dayMs, weekdayOf } from './days.ts'
import { withSubstitutes } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import { easter, fixed } from './holidays.ts'
import type { Dated, Holiday } from './holidays.ts'

const chinese = new Intl.DateTimeFormat('en-u-ca-chinese', {
  month: 'numeric',
  day: 'numeric',
  timeZone: 'Asia/Shanghai',
})
const lunarYears = new Map<number, ReadonlyMap<string, number>>()

/** The day of a month and date of the Chinese calendar that begins in a year; leap months do not count. */
function lunarDay(year: number, month: number, date: number): number | null {
  let days = lunarYears.get(year)
  if (days === undefined) {
    const found = new Map<string, number>()
    const start = Math.round(Date.UTC(year, 0, 15) / dayMs)
    for (let day = start; day < start + 330; day++) {
      const key = chinese.format(day * dayMs)
      if (!found.has(key)) found.set(key, day)
    }
    lunarYears.set(year, (days = found))
  }
  return days.get(`${month}/${date}`) ?? null
}

function lunar(name: string, month: number, date: number, after = 0): Holiday {
  return {
    name,
    on(year) {
      const day = lunarDay(year, month, date)
      return day === null ? null : day + after
    },
  }
}

/** Clear and Bright, a solar term: 4 or 5 April in this century. */
const chingMing: Holiday = {
  name: 'Ching Ming Festival',
  on: (year) => fixed('', 4, Math.floor(4.81 + 0.2422 * (year % 100)) - Math.floor((year % 100) / 4)).on(year),
}

const general: readonly Holiday[] = [
  fixed("New Year's Day", 1, 1),
  chingMing,
  easter('Good Friday', -2),
  easter('Day after Good Friday', -1),
  easter('Easter Monday', 1),
  fixed('Labour Day', 5, 1),
  lunar("Buddha's Birthday", 4, 8),
  lunar('Tuen Ng Festival', 5, 5),
  fixed('Hong Kong SAR Establishment Day', 7, 1),
  lunar('Day after the Mid-Autumn Festival', 8, 15, 1),
  fixed('National Day', 10, 1),
  lunar('Chung Yeung Festival', 9, 9),
  fixed('Christmas Day', 12, 25),
  fixed('Day after Christmas', 12, 26),
]

/**
 * Days on which the holidays are kept. Where one of the three days of the Lunar New Year is a Sunday its eve was kept
 * instead until 2011, the fourth day since; the Mid-Autumn Festival's Sunday was not moved until 2010.
 */
function asKept(holidays: readonly Dated[], year: number): Map<number, string> {
  const named: Dated[] = holidays.filter(
    ([day, name]) => !(year <= 2010 && name.startsWith('Day after the Mid') && weekdayOf(day) === 0),
  )
  const first = lunarDay(year, 1, 1)!
  const three = [first, first + 1, first + 2]
  const onSunday = three.some((day) => weekdayOf(day) === 0)
  const moved = onSunday ? [year <= 2011 ? first - 1 : first + 3] : []
  for (const day of [...three, ...moved]) if (weekdayOf(day) !== 0) named.push([day, 'Lunar New Year'])
  return withSubstitutes('substitute', named)
}

const half = { early: 12 * 60, before2011: 12 * 60 + 30 }
const lunarEve: Holiday = { ...lunar('Lunar New Year’s Eve', 1, 1, -1), from: 2012 }

/**
 * Hong Kong Exchanges, securities market. General Holidays Ordinance (Cap. 149) and the exchange's calendars; typhoons and
 * rainstorms as announced. From 10:00, since 2011-03-07 from 9:30; half days on the eves of Christmas, New Year and, as listed
 * since 2012, the Lunar New Year. Its lunch break is no end of a session.
 */
export const hongKong: Exchange = {
  name: 'XHKG',
  title: 'Hong Kong Exchanges',
  zone: 'Asia/Hong_Kong',
  hours: [
    { from: '1970-01-01', open: 10 * 60, close: 16 * 60 },
    { from: '2011-03-07', open: 9 * 60 + 30, close: 16 * 60 },
  ],
  holidays: general,
  keep: asKept,
  closures: {
    '2001-07-06': 'Typhoon Utor',
    '2001-07-25': 'Typhoon Yutu',
    '2008-08-06': 'Typhoon Kammuri',
    '2008-08-22': 'Typhoon Nuri',
    '2011-09-29': 'Typhoon Nesat',
    '2013-08-14': 'Typhoon Utor',
    '2015-09-03': '70th anniversary of the end of the war',
    '2016-08-02': 'Typhoon Nida',
    '2016-10-21': 'Typhoon Haima',
    '2017-08-23': 'Typhoon Hato',
    '2020-10-13': 'Typhoon Nangka',
    '2021-10-13': 'Typhoon Kompasu',
    '2023-07-17': 'Typhoon Talim',
    '2023-09-01': 'Typhoon Saola',
    '2023-09-08': 'Rainstorm',
    '2024-09-06': 'Typhoon Yagi',
  },
  early: [
    { ...fixed('Christmas Eve', 12, 24, undefined, { from: 2001, to: 2010 }), close: half.before2011 },
    { ...fixed("New Year's Eve", 12, 31, undefined, { from: 2001, to: 2010 }), close: half.before2011 },
    { ...fixed('Christmas Eve', 12, 24, undefined, { from: 2011 }), close: half.early },
    { ...fixed("New Year's Eve", 12, 31, undefined, { from: 2011 }), close: half.early },
    { ...lunarEve, close: half.early },
  ],
}
