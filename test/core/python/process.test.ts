import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, it } from 'vitest'

import { isAlive } from '../../../core/lib/process-alive.ts'
import { createPythonProcess } from '../../../core/python/adapters/process.ts'
import { decodeColumn, encodeColumn } from '../../../core/python/columns.ts'
import { interpreters } from '../../../core/python/interpreter.ts'
import type { PythonBridge } from '../../../core/python/port.ts'
import { fakePython } from './fake-python.ts'

const dir = mkdtempSync(join(tmpdir(), 'sextant-python-'))
const opened: PythonBridge[] = []
afterAll(async () => {
  for (const bridge of opened) await bridge.close()
  rmSync(dir, { recursive: true, force: true })
})

function behaving(name: string, body: string, timeoutMs = 5000): PythonBridge {
  const bridge = createPythonProcess({ script: 'unused', commands: [fakePython(dir, name, body)], timeoutMs })
  opened.push(bridge)
  return bridge
}
const answersPid = `say({ id: line.id, result: process.pid })`

describe('a Python process', () => {
  it('is named by SEXTANT_PYTHON alone, else looked for in the path', () => {
    expect(interpreters({ SEXTANT_PYTHON: '/opt/py' })).toEqual(['/opt/py'])
    expect(interpreters({ SEXTANT_PYTHON: '' })).toEqual(['python3', 'python'])
    expect(interpreters({})).toEqual(['python3', 'python'])
  })

  it('is started once, for calls one after the other', async () => {
    const bridge = behaving(
      'counting',
      `setTimeout(() => say({ id: line.id, result: [process.pid, line.n] }), line.n === 1 ? 50 : 0)`,
    )
    const answers = await Promise.all([1, 2, 3].map((n) => bridge.call('op', { n })))
    const pid = (answers as number[][])[0]![0]
    expect(answers).toEqual([1, 2, 3].map((n) => [pid, n]))
  })

  it('tries the next interpreter, and says which there are not', async () => {
    const second = createPythonProcess({
      script: 'unused',
      commands: ['/nowhere/python', fakePython(dir, 'second', answersPid)],
    })
    opened.push(second)
    expect(await second.call('op', {})).toBeGreaterThan(0)
    const none = createPythonProcess({ script: 'unused', commands: ['/nowhere/python'] })
    await expect(none.call('op', {})).rejects.toMatchObject({
      code: 'unavailable',
      message: 'There is no Python to run: /nowhere/python cannot be started',
      hint: expect.stringContaining('SEXTANT_PYTHON'),
    })
  })

  it('is ended after a silence, which stages interrupt', async () => {
    const bridge = behaving(
      'hanging',
      `if (line.op === 'pid') { ${answersPid} } else if (line.op === 'slow') {
        for (let i = 1; i <= 4; i++) setTimeout(() => say(i < 4 ? { id: line.id, stage: 'part ' + i } : { id: line.id, result: 'done' }), i * 200)
      }`,
      400,
    )
    const stages: string[] = []
    expect(await bridge.call('slow', {}, { onStage: (stage) => stages.push(stage) })).toBe('done')
    expect(stages).toEqual(['part 1', 'part 2', 'part 3'])
    const pid = (await bridge.call('pid', {})) as number
    await expect(bridge.call('hang', {})).rejects.toMatchObject({ code: 'timeout' })
    expect(isAlive(pid)).toBe(false)
    expect(await bridge.call('pid', {})).not.toBe(pid)
  })

  it('is killed when the caller cancels', async () => {
    const bridge = behaving(
      'cancelled',
      `if (line.op === 'pid') { ${answersPid} } else say({ id: line.id, stage: 'busy' })`,
    )
    const pid = (await bridge.call('pid', {})) as number
    const stop = new AbortController()
    const call = bridge.call('hang', {}, { signal: stop.signal, onStage: () => stop.abort() })
    await expect(call).rejects.toMatchObject({ code: 'cancelled' })
    expect(isAlive(pid)).toBe(false)
    await expect(bridge.call('pid', {}, { signal: stop.signal })).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('fails with what it wrote when it breaks, and starts again', async () => {
    const bridge = behaving(
      'dying',
      `if (line.op === 'pid') { ${answersPid} } else { console.error('Fatal: no memory'); process.exit(3) }`,
    )
    await expect(bridge.call('die', {})).rejects.toMatchObject({
      code: 'internal',
      message: 'The Python process ended with exit code 3: Fatal: no memory',
    })
    expect(await bridge.call('pid', {})).toBeGreaterThan(0)
  })

  it.each([
    ['text', `say('Traceback (most recent call last)')`],
    ['JSON of another kind', `say({ hello: 1 })`],
    ['half a line', `say('{"id": 1, "resu')`],
  ])('is not believed when it answers %s', async (name, body) => {
    const bridge = behaving(`garbage ${name}`.replaceAll(' ', '-'), body)
    await expect(bridge.call('op', {})).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('answered with something else than JSON'),
    })
  })

  it('says that a package is missing, and stays for what it refuses', async () => {
    const bridge = behaving(
      'refusing',
      `if (line.op === 'pid') { ${answersPid} } else say({ id: line.id, error: { kind: line.op, message: 'because ' + line.op } })`,
    )
    const pid = await bridge.call('pid', {})
    await expect(bridge.call('refused', {})).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'because refused',
    })
    expect(await bridge.call('pid', {})).toBe(pid)
    await expect(bridge.call('missing', {})).rejects.toMatchObject({ code: 'unavailable', message: 'because missing' })
    await expect(bridge.call('failed', {})).rejects.toMatchObject({ code: 'internal' })
  })

  it('carries columns to the bit', () => {
    const values = Float64Array.of(0.1, -0, Number.NaN, Number.POSITIVE_INFINITY, 5e-324, 2 ** 53)
    expect(
      Array.from(decodeColumn(encodeColumn(values.subarray(1)))).map((v) => Object.is(v, Number.NaN) || v),
    ).toEqual(Array.from(values.subarray(1)).map((v) => Object.is(v, Number.NaN) || v))
    expect(encodeColumn(Uint8Array.of(1, 0))).toEqual(encodeColumn([1, 0]))
  })
})

const command = interpreters().find((name) => spawnSync(name, ['--version']).status === 0)
const skipped = command === undefined ? ' (skipped: no Python; set SEXTANT_PYTHON)' : ''
describe.skipIf(command === undefined)(`the bridge itself${skipped}`, () => {
  it('gives versions, and null for what is not there', async () => {
    const bridge = createPythonProcess({ script: 'resources/python/bridge.py' })
    opened.push(bridge)
    expect(await bridge.call('versions', { packages: ['no-such-package'] })).toEqual({
      python: expect.stringMatching(/^3\.\d+\.\d+/),
      'no-such-package': null,
    })
  })

  it('names what it cannot do and answers the next call', async () => {
    const bridge = createPythonProcess({ script: 'resources/python/bridge.py' })
    opened.push(bridge)
    await expect(bridge.call('run', { tool: 'abacus', task: {} })).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining("failed with KeyError: 'abacus'"),
    })
    expect(await bridge.call('versions', { packages: [] })).toHaveProperty('python')
  })
})
