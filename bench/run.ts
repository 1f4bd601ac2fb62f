import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { describe, misses, table } from './figures.ts'
import { row } from './workload.ts'
import type { BenchRow, Workload } from './workload.ts'

/**
 * `npm run bench -- [NAME...] [--list] [--json FILE] [--table]`: runs the workloads named, or all of them, each in a process
 * of its own, and prints their figures; with `--table` as a table in Markdown too. A workload is a file of this folder that
 * exports `workload`. Ends with 1 where a figure misses its limit.
 */
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'boolean', default: false },
    json: { type: 'string' },
    table: { type: 'boolean', default: false },
    /** A process that runs one workload and writes its rows to this file. */
    rows: { type: 'string' },
  },
})

const mostResident = 'MB, most resident at a time'
const all = await workloads()
if (options.list) {
  for (const { name, title } of all) console.log(`${name.padEnd(16)}${title}`)
} else if (options.rows !== undefined) await measureOne(positionals[0]!, options.rows)
else await measure()

/** One workload in this process, whose peak of memory is then that of the workload, without peers and other children. */
async function measureOne(name: string, file: string): Promise<void> {
  const { run, memory = 1000 } = all.find((one) => one.name === name)!
  const measured = [...(await run((line) => console.log(`  ${line}`)))]
  if (!measured.some(({ unit }) => unit === mostResident)) {
    const peak = process.resourceUsage().maxRSS / 1024
    measured.push(row({ workload: name, figure: peak, unit: mostResident, limit: memory }))
  }
  await writeFile(file, JSON.stringify(measured))
}

async function inOwnProcess(name: string): Promise<BenchRow[]> {
  const dir = await mkdtemp(join(tmpdir(), 'sextant-bench-'))
  try {
    const file = join(dir, 'rows.json')
    const child = spawn(process.execPath, [import.meta.filename, name, '--rows', file], { stdio: 'inherit' })
    const [code] = (await once(child, 'exit')) as [number | null]
    if (code !== 0) throw new Error(`its process ended with ${code}`)
    return JSON.parse(await readFile(file, 'utf8')) as BenchRow[]
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

async function measure(): Promise<void> {
  const unknown = positionals.filter((name) => !all.some((one) => one.name === name))
  if (unknown.length > 0) {
    console.error(`There is no workload ${unknown.join(', ')}. Workloads: ${all.map((one) => one.name).join(', ')}.`)
    process.exitCode = 2
    return
  }
  const rows: BenchRow[] = []
  for (const { name, title } of all.filter((one) => positionals.length === 0 || positionals.includes(one.name))) {
    console.log(`\n${name}: ${title}`)
    try {
      const measured = await inOwnProcess(name)
      for (const one of measured) console.log(`  ${describe(one)}`)
      rows.push(...measured)
    } catch (error) {
      console.error(`  failed: ${error instanceof Error ? error.message : String(error)}`)
      process.exitCode = 1
    }
    if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(rows, null, 2)}\n`)
  }
  if (options.table) console.log(`\n${table(rows, all)}`)
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
