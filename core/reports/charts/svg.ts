import { escapeHtml } from '../escape.ts'

/** Finished SVG markup: every text in it went through `label`. */
export interface Svg {
  readonly markup: string
}

/** Coordinates to a tenth of a pixel keep files small and the same on every machine. */
export function at(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 10) / 10) : '0'
}

export function label(
  x: number,
  y: number,
  text: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
  className = 'axis',
): string {
  return `<text x="${at(x)}" y="${at(y)}" text-anchor="${anchor}" class="${className}">${escapeHtml(text)}</text>`
}

export function line(x1: number, y1: number, x2: number, y2: number, className: string): string {
  return `<line x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}" class="${className}"/>`
}

/** Points with a missing coordinate break the line. */
export function path(xs: readonly number[], ys: readonly number[]): string {
  let commands = ''
  let pen = false
  xs.forEach((x, index) => {
    const y = ys[index]!
    if (!Number.isFinite(y) || !Number.isFinite(x)) {
      pen = false
      return
    }
    commands += `${pen ? 'L' : 'M'}${at(x)} ${at(y)}`
    pen = true
  })
  return commands
}

export function svg(width: number, height: number, description: string, content: string): Svg {
  return {
    markup: `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(description)}">${content}</svg>`,
  }
}

/** Round values that divide a range into about `count` parts. */
export function ticks(low: number, high: number, count: number): number[] {
  const range = high - low
  if (!(range > 0) || !Number.isFinite(range)) return [low]
  const rough = range / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? 10 * power
  const result: number[] = []
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index++)
    result.push(Number((index * step).toPrecision(12)))
  return result
}

export interface TimeTick {
  readonly ts: number
  readonly text: string
}

/** Starts of years, quarters, months or days, whichever gives at most `most` labels. */
export function timeTicks(from: number, to: number, most: number): TimeTick[] {
  const start = new Date(from)
  const months = (to - from) / 2_629_746_000
  const every = [1, 3, 6, 12, 24, 60, 120].find((length) => months / length <= most) ?? 120
  const result: TimeTick[] = []
  if (months >= 2) {
    for (let month = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / every) * every; ; month += every) {
      const ts = Date.UTC(Math.floor(month / 12), month % 12, 1)
      if (ts > to || result.length > most + 2) break
      if (ts >= from)
        result.push({ ts, text: every >= 12 ? String(Math.floor(month / 12)) : new Date(ts).toISOString().slice(0, 7) })
    }
    return result
  }
  const days = Math.max(1, Math.ceil((to - from) / 86_400_000 / most))
  for (let ts = Math.ceil(from / 86_400_000) * 86_400_000; ts <= to; ts += days * 86_400_000)
    result.push({ ts, text: new Date(ts).toISOString().slice(5, 10) })
  return result
}
