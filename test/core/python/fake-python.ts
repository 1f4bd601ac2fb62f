import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** An executable that stands for a Python which misbehaves; `body` has `line` (the request, parsed) and `say(object)`. */
export function fakePython(dir: string, name: string, body: string): string {
  const file = join(dir, `${name}.mjs`)
  const program = `#!${process.execPath}
import { createInterface } from 'node:readline'
const say = (value) => process.stdout.write((typeof value === 'string' ? value : JSON.stringify(value)) + '\\n')
for await (const text of createInterface({ input: process.stdin })) {
  const line = JSON.parse(text)
  ${body}
}
`
  writeFileSync(file, program)
  chmodSync(file, 0o755)
  return file
}
