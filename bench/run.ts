import { readdir, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'

import type { BenchRow, Workload } from './workload.ts'

/**
 * `npm run bench -- [NAME...] [--list] [--json FILE]`: runs the workloads named, or all of them, and prints their figures.
 * A workload is a file of this folder that exports `workload`. Ends with 1 where a figure misses its limit.
 */
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { list: { type: 'boolean', default: false }, json: { type: 'string' } },
})

const all = await workloads()
if (options.list) {
  for (const { name, title } of all) console.log(`${name.padEnd(16)}${title}`)
} else await measure()

async function measure(): Promise<void> {
  const unknown = positionals.filter((name) => !all.some((one) => one.name === name))
  if (unknown.length > 0) {
    console.error(`There is no workload ${unknown.join(', ')}. Workloads: ${all.map((one) => one.name).join(', ')}.`)
    process.exitCode = 2
    return
  }
  const rows: BenchRow[] = []
  for (const { name, title, run } of all.filter((one) => positionals.length === 0 || positionals.includes(one.name))) {
    console.log(`\n${name}: ${title}`)
    try {
      const measured = await run((line) => console.log(`  ${line}`))
      for (const one of measured) console.log(`  ${describe(one)}`)
      rows.push(...measured)
    } catch (error) {
      console.error(`  failed: ${error instanceof Error ? error.message : String(error)}`)
      process.exitCode = 1
    }
    if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(rows, null, 2)}\n`)
  }
  if (rows.some(misses)) process.exitCode = 1
}

async function workloads(): Promise<Workload[]> {
  const files = (await readdir(import.meta.dirname))
    .filter((file) => file.endsWith('.ts') && file !== 'run.ts' && !file.includes('-child.'))
    .sort()
  const found: Workload[] = []
  for (const file of files) {
    const loaded = (await import(`./${file}`)) as { workload?: Workload }
    if (loaded.workload !== undefined) found.push(loaded.workload)
  }
  return found
}

/** Rates and multiples must reach their limit; times and sizes must stay within it. */
function misses({ figure, unit, limit }: BenchRow): boolean {
  if (limit === null) return false
  return /^(ms|s|MB|GB|times (a|the) )\b/.test(unit) ? figure > limit : figure < limit
}

function describe(one: BenchRow): string {
  const number = (value: number) => value.toLocaleString('en-US', { maximumSignificantDigits: 4 })
  const limit = one.limit === null ? '' : `, limit ${number(one.limit)}${misses(one) ? ' MISSED' : ''}`
  const peer =
    one.peer === null
      ? ''
      : `; ${one.peer}: ${number(one.peerFigure ?? Number.NaN)}, ratio ${number(one.ratio ?? Number.NaN)}`
  return `${number(one.figure)} ${one.unit}${limit}${peer}`
}
