import { spawnSync } from 'node:child_process'

const [mount, unmount] = ['mount', 'umount']

/** Puts a file system of so many kilobytes on an empty folder; undefined where this process may not. */
export function mountSmallDisk(folder: string, kilobytes: number): (() => void) | undefined {
  if (process.platform !== 'linux') return undefined
  if (spawnSync(mount, ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder]).status !== 0) return undefined
  return () => void spawnSync(unmount, [folder])
}
