import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Resident memory of a process in bytes, asked of the system: a busy process could not answer. NaN where it is gone. */
export async function residentBytes(pid: number): Promise<number> {
  try {
    if (process.platform === 'linux') {
      const kilobytes = /^VmRSS:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]
      return Number(kilobytes ?? Number.NaN) * 1024
    }
    if (process.platform === 'win32') {
      const { stdout } = await execute('tasklist', ['/fi', `PID eq ${pid}`, '/fo', 'csv', '/nh'])
      return Number(/"([\d.,]+) K"/.exec(stdout)?.[1]?.replace(/\D/g, '') ?? Number.NaN) * 1024
    }
    const { stdout } = await execute('ps', ['-o', 'rss=', '-p', String(pid)])
    return Number(stdout.trim()) * 1024
  } catch {
    return Number.NaN
  }
}
