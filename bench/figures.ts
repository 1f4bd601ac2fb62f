import type { BenchRow, Workload } from './workload.ts'

const number = (value: number) => value.toLocaleString('en-US', { maximumSignificantDigits: 4 })

/** Rates and multiples must reach their limit; times and sizes must stay within it. */
export function misses({ figure, unit, limit }: BenchRow): boolean {
  if (limit === null) return false
  return isUpper(unit) ? figure > limit : figure < limit
}

function isUpper(unit: string): boolean {
  return /^(ms|s|MB|GB|times (a|the) )\b/.test(unit)
}

export function describe(one: BenchRow): string {
  const limit = one.limit === null ? '' : `, limit ${number(one.limit)}${misses(one) ? ' MISSED' : ''}`
  const peer =
    one.peer === null
      ? ''
      : `; ${one.peer}: ${number(one.peerFigure ?? Number.NaN)}, ratio ${number(one.ratio ?? Number.NaN)}`
  return `${number(one.figure)} ${one.unit}${limit}${peer}`
}

/** The figures as a table in Markdown, one line a figure, with what each must reach. */
export function table(rows: readonly BenchRow[], workloads: readonly Workload[]): string {
  const lines = rows.map((one, i) => {
    const first = i === 0 || rows[i - 1]!.workload !== one.workload
    const title = first ? (workloads.find(({ name }) => name === one.workload)?.title ?? one.workload) : ''
    const limit =
      one.limit === null
        ? ''
        : `${isUpper(one.unit) ? 'at most' : 'at least'} ${number(one.limit)}${misses(one) ? ', missed' : ''}`
    const peer =
      one.peer === null
        ? ''
        : `${one.peer}: ${number(one.peerFigure ?? Number.NaN)}, ratio ${number(one.ratio ?? Number.NaN)}`
    return `| ${[title, `${number(one.figure)} ${one.unit}`, limit, peer].join(' | ')} |`
  })
  const [one] = rows
  const about = one === undefined ? '' : `${one.machine}; node ${one.versions['node'] ?? ''}.\n\n`
  return `${about}| workload | measured | required | beside it |\n|---|---|---|---|\n${lines.join('\n')}`
}
