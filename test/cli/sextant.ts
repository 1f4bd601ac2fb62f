import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const shared = resolve('../shared')
export const hasShared = existsSync(join(shared, 'data', 'goog-daily.csv'))

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export function makeWorkspace(): { dir: string; remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'sextant-test-'))
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

/** Starts the command line as a user does, on the Node that runs the tests. */
export function start(workspace: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['cli/main.ts', '--workspace', workspace, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

export function run(workspace: string, ...args: string[]): Promise<Outcome> {
  const child = start(workspace, args)
  let stdout = ''
  let stderr = ''
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  return new Promise((done) => child.on('close', (code) => done({ code, stdout, stderr })))
}

/** Runs with --json and gives the value; throws with what was said where it failed. */
export async function runJson<Value>(workspace: string, ...args: string[]): Promise<Value> {
  const { code, stdout, stderr } = await run(workspace, '--json', ...args)
  if (code !== 0) throw new Error(`exit ${code}: ${stderr}${stdout}`)
  return JSON.parse(stdout) as Value
}

/** A seeded daily series, written as CSV. */
export function writeDailyCsv(file: string, rows: number, seed = 7): void {
  let state = seed
  const next = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  const lines = ['Date,Open,High,Low,Close,Volume']
  let price = 100
  for (let day = 0, row = 0; row < rows; day++) {
    const date = new Date(Date.UTC(2000, 0, 3) + day * 86_400_000)
    if (date.getUTCDay() === 0 || date.getUTCDay() === 6) continue
    const open = price
    const close = Number((open * (1 + (next() - 0.49) * 0.03)).toFixed(2))
    const high = Number((Math.max(open, close) * (1 + next() * 0.01)).toFixed(2))
    const low = Number((Math.min(open, close) * (1 - next() * 0.01)).toFixed(2))
    lines.push([date.toISOString().slice(0, 10), open, high, low, close, Math.round(1e5 + next() * 1e5)].join(','))
    price = close
    row++
  }
  writeFileSync(file, `${lines.join('\n')}\n`)
}
