const day = 86_400_000
const minute = 60_000

/** What a session is: 0 a day, 1 a week from Monday, 2 a calendar month. */
export const sessionChoices = ['day', 'week', 'month'] as const

/**
 * The number of the session in which a bar starts, from its time in Unix ms. `start` minutes after midnight UTC a new
 * day begins; changes of the clocks do not move it.
 */
export function sessionNumber(kind: number, start: number): (ts: number) => number {
  let known = Number.NaN
  let number = 0
  return (ts) => {
    const today = Math.floor((ts - start * minute) / day)
    if (today === known) return number
    known = today
    number = kind === 0 ? today : kind === 1 ? Math.floor((today + 3) / 7) : month(today)
    return number
  }
}

function month(today: number): number {
  const date = new Date(today * day)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}
