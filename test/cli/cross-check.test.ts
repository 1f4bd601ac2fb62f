import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { ConventionRow } from '../../core/contract/conventions.ts'
import type { CrossCheckResult } from '../../core/contract/cross-check.ts'
import { isAlive } from '../../core/lib/process-alive.ts'
import { whyNot } from '../core/backtest/peers.ts'
import { fakePython } from '../core/python/fake-python.ts'
import { makeWorkspace, run, runJson, writeDailyCsv } from './sextant.ts'

const workspace = makeWorkspace()
const call = <Value>(...args: string[]) => runJson<Value>(workspace.dir, ...args)

beforeAll(async () => {
  const csv = join(workspace.dir, 'ACME.csv')
  writeDailyCsv(csv, 1500)
  await call('data', 'import', csv, '--symbol', 'ACME')
  await call('backtest', 'run', 'sma-cross', '--data', 'ACME', '--fees', '0.001', '--sizing', 'percent(90)')
})
afterAll(() => workspace.remove())

/** The command line with another Python; gives what it said and how it ended. */
function crossCheck(python: string, tool: string, onStage?: (kill: () => void) => void) {
  const args = [
    'cli/main.ts',
    '--workspace',
    workspace.dir,
    '--json',
    'backtest',
    'cross-check',
    'last',
    '--with',
    tool,
  ]
  const child = spawn(process.execPath, args, { env: { ...process.env, SEXTANT_PYTHON: python } })
  let stdout = ''
  let stderr = ''
  let told = false
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    if (told || !text.includes('compiling')) return
    told = true
    onStage?.(() => child.kill('SIGINT'))
  })
  return new Promise<{
    code: number | null
    stdout: string
    error: { code: string; message: string; hint: string } | null
  }>((done) =>
    child.on('close', (code) => {
      const last = stderr
        .trim()
        .split('\n')
        .findLast((line) => line.includes('"error"'))
      done({ code, stdout, error: last === undefined ? null : JSON.parse(last).error })
    }),
  )
}

describe('second opinions from the command line', () => {
  it('shows a run under every profile', async () => {
    const { rows } = await call<{ rows: ConventionRow[] }>('backtest', 'conventions', 'last')
    expect(rows[0]).toMatchObject({ profile: 'sextant', own: true })
    expect(rows.map(({ profile }) => profile)).toEqual(
      expect.arrayContaining(['vectorbt', 'backtesting.py', 'backtrader']),
    )
    const { metrics } = await call<{ metrics: { sharpe: number } }>(
      'backtest',
      'run',
      'sma-cross',
      '--data',
      'ACME',
      '--fees',
      '0.001',
      '--sizing',
      'percent(90)',
      '--profile',
      'vectorbt',
    )
    expect(rows.find(({ profile }) => profile === 'vectorbt')!.sharpe).toBe(metrics.sharpe)
    const text = await run(workspace.dir, 'backtest', 'conventions', 'last')
    expect(text.stdout).toContain('vectorbt (this run)')
  })

  it('says what to install', async () => {
    const body = `say({ id: line.id, result: { python: '3.13.1', vectorbt: null, plotly: '5.24.1' } })`
    const { code, error } = await crossCheck(fakePython(workspace.dir, 'bare', body), 'vectorbt')
    expect(code).toBe(1)
    expect(error).toMatchObject({
      code: 'unavailable',
      message: 'vectorbt is not installed in Python 3.13.1: there is no vectorbt',
      hint: expect.stringContaining('python3 -m pip install vectorbt==1.2.0 plotly==5.24.1'),
    })
  })

  it('says that there is no Python, and which tools there are', async () => {
    expect(await crossCheck('/nowhere/python', 'backtrader')).toMatchObject({ code: 1, error: { code: 'unavailable' } })
    const wrong = await crossCheck('/nowhere/python', 'abacus')
    expect(wrong).toMatchObject({ code: 2, error: { hint: 'Choose one of vectorbt, backtrader, nautilus.' } })
  })

  it('ends the other tool when it is cancelled', async () => {
    const note = join(workspace.dir, 'pid')
    const body = `if (line.op === 'versions') say({ id: line.id, result: { python: '3.13.1', backtrader: '1' } })
  else { (await import('node:fs')).writeFileSync(${JSON.stringify(note)}, String(process.pid)); setInterval(() => say({ id: line.id, stage: 'compiling' }), 200) }`
    const { code } = await crossCheck(fakePython(workspace.dir, 'endless', body), 'backtrader', (kill) => kill())
    expect(code).toBe(130)
    expect(existsSync(note)).toBe(true)
    expect(isAlive(Number(readFileSync(note, 'utf8')))).toBe(false)
  })

  it('lists the trades that differ and why', async (context) => {
    const reason = await whyNot({ backtrader: '1.9.78.123' })
    if (reason !== null) context.skip(reason)
    const result = await call<CrossCheckResult>('backtest', 'cross-check', 'last', '--with', 'backtrader')
    expect(result.versions).toMatchObject({ backtrader: '1.9.78.123' })
    expect(result.trades.differing).toBeGreaterThan(0)
    expect(result.differences).toHaveLength(result.trades.differing)
    expect(result.fields.at(-1)!.left).toBe(0)
    const { code, stdout } = await run(workspace.dir, 'backtest', 'cross-check', 'last', '--with', 'backtrader')
    expect(code).toBe(0)
    expect(stdout).toContain('Explained by the profile')
  })
})
