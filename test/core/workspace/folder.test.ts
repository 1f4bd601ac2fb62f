import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { locateWorkspace, prepareWorkspace, workspaceFolder } from '../../../core/workspace/folder.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sextant-folder-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

describe('a workspace folder', () => {
  it('is the one named, else the environment’s, else the nearest parent with settings, else the home one', () => {
    mkdirSync(join(dir, 'a', 'b'), { recursive: true })
    writeFileSync(join(dir, 'sextant.json'), '{}')
    expect(locateWorkspace('/x', '/y', dir)).toBe('/x')
    expect(locateWorkspace(undefined, '/y', dir)).toBe('/y')
    expect(locateWorkspace(undefined, undefined, join(dir, 'a', 'b'))).toBe(dir)
    rmSync(join(dir, 'sextant.json'))
    expect(locateWorkspace(undefined, '', join(dir, 'a', 'b'))).toBe(join(homedir(), 'Sextant'))
  })

  it('is made with everything in it, again and again', () => {
    const folder = workspaceFolder(join(dir, 'deep', 'er'))
    prepareWorkspace(folder)
    prepareWorkspace(folder)
    expect(readdirSync(folder.root).toSorted()).toStrictEqual(['.cache', 'data', 'reports', 'runs', 'strategies'])
  })

  it('loses the unfinished runs of dead processes and keeps those of living ones', () => {
    const folder = workspaceFolder(dir)
    prepareWorkspace(folder)
    mkdirSync(join(folder.runs, `.unfinished-${process.pid}-X`))
    mkdirSync(join(folder.runs, '.unfinished-999999999-Y'))
    prepareWorkspace(folder)
    expect(readdirSync(folder.runs)).toStrictEqual([`.unfinished-${process.pid}-X`])
  })

  it('says where it cannot be, at once', () => {
    const file = join(dir, 'file')
    writeFileSync(file, '')
    for (const place of [join(file, 'below'), process.platform === 'linux' ? '/proc/sextant/here' : join(file, 'x')]) {
      expect(() => prepareWorkspace(workspaceFolder(place))).toThrow(expect.objectContaining({ code: 'forbidden' }))
    }
  })
})
