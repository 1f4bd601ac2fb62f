import { spawnSync } from 'node:child_process'

/** `npm run check`: types and fences, lint, format, dead code. Says everything that is wrong, not only the first. */
const steps: readonly (readonly [string, readonly string[]])[] = [
  ['tsc', ['-b', '--pretty']],
  ['oxlint', ['--deny-warnings']],
  ['oxfmt', ['--check', '.']],
  ['knip', []],
]

const failed = steps.filter(([tool, args]) => {
  process.stdout.write(`\n${tool} ${args.join(' ')}\n`)
  return (
    spawnSync(`node_modules/.bin/${tool}`, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status !== 0
  )
})
if (failed.length > 0) {
  process.stderr.write(`\ncheck failed: ${failed.map(([tool]) => tool).join(', ')}\n`)
  process.exit(1)
}
process.stdout.write('\ncheck passed\n')
