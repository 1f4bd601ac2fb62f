const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const steps = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600]

/** Starts of months or years (UTC) inside [from, to], at most `most` of them, evenly apart. Days where it is shorter. */
export function calendarStarts(from: number, to: number, most = 12): number[] {
  const first = new Date(from)
  const start = first.getUTCFullYear() * 12 + first.getUTCMonth()
  const last = new Date(to)
  const end = last.getUTCFullYear() * 12 + last.getUTCMonth()
  if (end - start < 2) return dayStarts(from, to, most)
  const step = steps.find((count) => (end - start) / count <= most) ?? 1200
  const found: number[] = []
  for (let month = Math.ceil(start / step) * step; month <= end; month += step) {
    const at = Date.UTC(Math.floor(month / 12), month % 12)
    if (at >= from && at <= to) found.push(at)
  }
  return found
}

function dayStarts(from: number, to: number, most: number): number[] {
  const day = 86_400_000
  const step = Math.max(1, Math.ceil((to - from) / day / most)) * day
  const found: number[] = []
  for (let at = Math.ceil(from / day) * day; at <= to; at += step) found.push(at)
  return found
}

/** The year in January, else the month; the day inside a month. */
export function startText(at: number): string {
  const date = new Date(at)
  if (date.getUTCDate() !== 1) return `${date.getUTCDate()} ${months[date.getUTCMonth()]}`
  return date.getUTCMonth() === 0 ? String(date.getUTCFullYear()) : months[date.getUTCMonth()]!
}
