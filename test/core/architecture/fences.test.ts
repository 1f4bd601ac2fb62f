import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'

const planted: string[] = []

afterEach(() => {
  for (const file of planted.splice(0)) rmSync(file, { force: true })
})

/** Writes a forbidden file, runs the tool that must refuse it, gives what the tool said; fails where the tool was content. */
function refusal(file: string, text: string, tool: string, args: readonly string[]): string {
  planted.push(file)
  writeFileSync(file, text)
  try {
    execFileSync(process.execPath, [tool, ...args], { stdio: 'pipe', encoding: 'utf8' })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    return stdout + stderr
  }
  throw new Error(`${tool} accepted ${file}`)
}

const types = (file: string, text: string, project: string) =>
  refusal(file, text, 'node_modules/typescript/bin/tsc', ['-b', project])
const lint = (file: string, text: string) =>
  refusal(file, text, 'node_modules/oxlint/bin/oxlint', ['--deny-warnings', file])

describe('fences between folders', () => {
  it('keeps core code out of the window', { timeout: 60_000 }, () => {
    const said = types(
      'renderer/planted-core.ts',
      "import { composeCore } from '../core/compose.ts'\nexport const planted = composeCore\n",
      'renderer',
    )
    expect(said).toMatch(/planted-core\.ts.*TS6307|TS6059|TS6307/)
  })

  it('keeps Node out of the window', { timeout: 60_000 }, () => {
    expect(
      types(
        'renderer/planted-node.ts',
        "import { readFileSync } from 'node:fs'\nexport const planted = readFileSync\n",
        'renderer',
      ),
    ).toContain('planted-node.ts')
  })

  it('keeps Node out of the contract', { timeout: 60_000 }, () => {
    expect(
      types(
        'core/contract/planted-node.ts',
        "import { readFileSync } from 'node:fs'\nexport const planted = readFileSync\n",
        'core/contract',
      ),
    ).toContain('planted-node.ts')
  })

  it('keeps the page out of core', { timeout: 60_000 }, () => {
    expect(types('core/lib/planted-dom.ts', 'export const planted = window.document\n', 'core')).toContain(
      'planted-dom.ts',
    )
  })

  it('lets only electron/ import electron', { timeout: 60_000 }, () => {
    for (const folder of ['core/lib', 'cli', 'renderer']) {
      expect(
        lint(`${folder}/planted-electron.ts`, "import { app } from 'electron'\nexport const planted = app\n"),
      ).toContain('only electron/ may import electron')
    }
  })

  it('lets only the composition name an adapter', { timeout: 60_000 }, () => {
    expect(
      lint(
        'core/backtest/planted-adapter.ts',
        "import { createParquetRepo } from '../market-data/adapters/parquet.ts'\nexport const planted = createParquetRepo\n",
      ),
    ).toContain('only compose.ts names adapters')
  })

  it('refuses a default export and an any', { timeout: 60_000 }, () => {
    expect(lint('core/lib/planted-default.ts', 'export default 1\n')).toContain('default')
    expect(lint('core/lib/planted-any.ts', 'export const planted: any = 1\n')).toContain('any')
  })
})
