import { describe, expect, it } from 'vitest'

import { AppError } from '../../../core/contract/errors.ts'
import { checkModule, readModule } from '../../../core/strategy/check-module.ts'
import { isModuleText } from '../../../core/strategy/library.ts'
import { exportedLiteral } from '../../../core/strategy/module-literal.ts'

const good = `
export const name = "it's mine"
export const params = [
  { name: 'fast', type: 'int', default: 10, min: -2, max: 1_000, }, // how fast
  { 'name': "slow", default: .5e1, /* how slow */ label: 'a \\'b\\'' },
] as const
export function create({ params }: { params: { fast: number } }) { return { onBar() {} } }
`

describe('what a module says in plain data', () => {
  it('is read without running it', () => {
    expect(exportedLiteral(good, 'name')).toBe("it's mine")
    expect(exportedLiteral(good, 'params')).toEqual([
      { name: 'fast', type: 'int', default: 10, min: -2, max: 1000 },
      { name: 'slow', default: 5, label: "a 'b'" },
    ])
    expect(readModule(good, 'x.strategy.ts')).toMatchObject({
      ok: true,
      name: "it's mine",
      params: [
        { name: 'fast', type: 'int' },
        { name: 'slow', type: 'float', default: 5 },
      ],
    })
  })

  it('is left out where it would have to be run', () => {
    for (const text of [
      'export const name = other',
      'export const name = `a${1}`',
      'export const name = f(1)',
      'const name = 1',
      'export const name = [1, two]',
      "export const name = 'open",
    ])
      expect(exportedLiteral(text, 'name')).toBeUndefined()
    expect(
      readModule('export const params = [{ name: 1 }]\nexport const create = () => 1', 'x.strategy.ts').params,
    ).toEqual([])
  })

  it('tells a program from rules and from other text', () => {
    for (const text of [
      'export const create = 1',
      'export function create() {}',
      'export async function create() {}',
      'const create = 1\nexport { create }',
    ])
      expect(isModuleText(text)).toBe(true)
    for (const text of ['{ "name": "export const create" }', 'const create = 1', ' export const creates = 1'])
      expect(isModuleText(text)).toBe(false)
  })
})

describe('a check', () => {
  const loading = (error: unknown) => checkModule(good, 'x.strategy.ts', () => Promise.reject(error as Error))

  it('passes on what loading has found, with its place, and nothing that is no fault of the strategy', async () => {
    const thrown = new AppError('invalid-strategy', 'x.strategy.ts:3:7: Error: no', {
      hint: 'Mend it.',
      data: { line: 3, column: 7 },
    })
    expect((await loading(thrown)).problems).toEqual([
      { path: 'x.strategy.ts', line: 3, column: 7, severity: 'error', message: 'Error: no', hint: 'Mend it.' },
    ])
    await expect(loading(new AppError('unavailable', 'no process'))).rejects.toMatchObject({ code: 'unavailable' })
    const declared = { name: 'said', params: [{ name: 'a', type: 'int' as const, default: 1 }], callbacks: ['onBar'] }
    expect(await checkModule(good, 'x.strategy.ts', () => Promise.resolve(declared))).toMatchObject({
      ok: true,
      name: 'said',
      params: declared.params,
    })
  })
})
