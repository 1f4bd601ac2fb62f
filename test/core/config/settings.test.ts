import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openSettings } from '../../../core/config/settings.ts'
import { openTrust } from '../../../core/config/trusted-workspaces.ts'

const dir = mkdtempSync(join(tmpdir(), 'sextant-settings-'))
const file = join(dir, 'sextant.json')
const open = () => openSettings(file, openTrust(dir))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe('settings', () => {
  it('writes only what was set and fills in the rest', async () => {
    const settings = open()
    await settings.write('backtest.fees', '0.002')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toStrictEqual({ 'backtest.fees': 0.002 })
    expect(settings.read()).toMatchObject({ 'backtest.fees': 0.002, theme: 'dark', offline: true })
    await settings.write('offline', 'false')
    expect(settings.written()).toStrictEqual({ 'backtest.fees': 0.002, offline: false })
  })

  it('refuses a wrong value and leaves the file as it was', async () => {
    const before = readFileSync(file, 'utf8')
    await expect(open().write('backtest.fees', 'much')).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(open().write('theme', 'purple')).rejects.toMatchObject({ code: 'invalid-input' })
    expect(readFileSync(file, 'utf8')).toBe(before)
  })

  it('names the place of a mistake made by hand', () => {
    writeFileSync(file, '{ "theme": "dark", ')
    expect(() => open().read()).toThrow(
      expect.objectContaining({ code: 'corrupt-data', message: expect.stringContaining('not valid JSON') }),
    )
    writeFileSync(file, '{ "them": "dark" }')
    expect(() => open().read()).toThrow(
      expect.objectContaining({ code: 'corrupt-data', message: expect.stringContaining('them') }),
    )
  })

  it('keeps trust outside the workspace, so that a copy of the folder is not trusted', async () => {
    const sent = mkdtempSync(join(tmpdir(), 'sextant-sent-'))
    writeFileSync(file, '{ "theme": "light" }')
    await open().write('trusted', 'true')
    expect(open().read().trusted).toBe(true)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toStrictEqual({ theme: 'light' })
    writeFileSync(join(sent, 'sextant.json'), '{ "theme": "light", "trusted": true }')
    expect(openSettings(join(sent, 'sextant.json'), openTrust(sent)).read()).toMatchObject({
      theme: 'light',
      trusted: false,
    })
    await open().write('trusted', 'false')
    expect(open().read().trusted).toBe(false)
    rmSync(sent, { recursive: true })
  })
})
