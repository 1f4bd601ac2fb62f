import { cpus, totalmem, type } from 'node:os'

/** One measured figure, as `npm run bench -- --json FILE` writes it. */
export interface BenchRow {
  readonly workload: string
  readonly figure: number
  readonly unit: string
  /** Who was measured beside it, with its version; null where nobody was. */
  readonly peer: string | null
  readonly peerFigure: number | null
  /** Ours over the peer's: how many times faster, smaller or larger, as the unit says. */
  readonly ratio: number | null
  /** What the figure must reach, or stay below for times and sizes; null where it is only reported. */
  readonly limit: number | null
  readonly machine: string
  readonly versions: Readonly<Record<string, string>>
}

/** A workload says what it skipped, and how to have it, through `note`. */
export interface Workload {
  readonly name: string
  readonly title: string
  /** Megabytes it may hold at a time: 1000 unless said; null where its memory is bounded by the workspace's own setting. */
  readonly memory?: number | null
  readonly run: (note?: (line: string) => void) => Promise<readonly BenchRow[]>
}

export function machine(): string {
  const [first] = cpus()
  return `${cpus().length} x ${first?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()}`
}

export function versions(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { node: process.versions.node, ...more }
}

export function row(given: Partial<BenchRow> & Pick<BenchRow, 'workload' | 'figure' | 'unit'>): BenchRow {
  return { peer: null, peerFigure: null, ratio: null, limit: null, machine: machine(), versions: versions(), ...given }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
