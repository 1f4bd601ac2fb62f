import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asNoSpace, publishFile, publishFolder, temporaryBeside, writeDurably } from '../../../core/lib/durable-file.ts'
import { mountSmallDisk } from './small-disk.ts'

describe('durable files', () => {
  let dir: string
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'sextant-durable-'))
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))

  test('a file is written, replaced, and nothing else stays', async () => {
    const path = join(dir, 'a/b/c.json')
    await writeDurably(path, 'one')
    await writeDurably(path, Buffer.from('two'))
    expect(await readFile(path, 'utf8')).toBe('two')
    expect(await readdir(join(dir, 'a/b'))).toEqual(['c.json'])
  })

  test('a failed write keeps the old file and removes the temporary one', async () => {
    await mkdir(join(dir, 'taken'), { recursive: true })
    await writeFile(join(dir, 'taken/x'), '')
    await expect(writeDurably(join(dir, 'taken'), 'text')).rejects.toThrow(/EISDIR|ENOTEMPTY|EPERM|EEXIST/)
    expect((await readdir(dir)).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  test('a finished file and a finished folder are moved to their place', async () => {
    const path = join(dir, 'published')
    const temporary = temporaryBeside(path)
    await writeFile(temporary, 'x')
    await publishFile(temporary, path)
    expect(await readFile(path, 'utf8')).toBe('x')
    const folder = temporaryBeside(join(dir, 'run'))
    await mkdir(folder)
    await writeFile(join(folder, 'run.json'), '{}')
    await publishFolder(folder, join(dir, 'runs/1'), ['run.json'])
    expect(await readdir(join(dir, 'runs/1'))).toEqual(['run.json'])
  })

  test('a full disk is `no-space` with the bytes needed; other errors pass', () => {
    const full = Object.assign(new Error('write'), { code: 'ENOSPC' })
    expect(asNoSpace(full, '/w/x.parquet', 10)).toMatchObject({
      code: 'no-space',
      message: 'No space left to write x.parquet, 10 bytes needed',
      cause: full,
      data: { bytesNeeded: 10 },
    })
    expect(asNoSpace(Object.assign(new Error('write'), { code: 'EDQUOT' }), '/w/x')).toMatchObject({ code: 'no-space' })
    const other = Object.assign(new Error('write'), { code: 'EIO' })
    expect(asNoSpace(other, '/w/x')).toBe(other)
  })

  test('on a disk that really is full the old file stays whole', async ({ skip }) => {
    const mount = join(dir, 'small')
    await mkdir(mount)
    const unmount = mountSmallDisk(mount, 64)
    skip(unmount === undefined, 'a small file system can be mounted by root only')
    try {
      const path = join(mount, 'settings.json')
      await writeDurably(path, 'old')
      await expect(writeDurably(path, Buffer.alloc(1 << 20))).rejects.toMatchObject({
        code: 'no-space',
        data: { bytesNeeded: 1 << 20 },
      })
      expect(await readFile(path, 'utf8')).toBe('old')
      expect(await readdir(mount)).toEqual(['settings.json'])
    } finally {
      unmount?.()
    }
  })

  test('a process killed at any moment leaves the old text or a new one, whole', async () => {
    const path = join(dir, 'killed.txt')
    const module = resolve('core/lib/durable-file.ts')
    const script = `const { writeDurably } = await import(${JSON.stringify(module)});
      for (let n = 0; ; n++) await writeDurably(${JSON.stringify(path)}, String(n % 10).repeat(200_000))`
    await writeDurably(path, '0'.repeat(200_000))
    for (const timeout of [150, 170, 190, 210, 230, 260, 300, 340]) {
      spawnSync(process.execPath, ['--input-type=module', '-e', script], { timeout, killSignal: 'SIGKILL' })
      expect(await readFile(path, 'utf8')).toMatch(/^(\d)\1{199999}$/)
    }
  })
})
