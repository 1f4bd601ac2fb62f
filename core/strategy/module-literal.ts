/** What stands in a text after a name as plain data; undefined where it is anything that would have to be run. */
export type Literal = string | number | boolean | null | readonly Literal[] | { readonly [key: string]: Literal }

/** Reads `export const NAME = <literal>` of a module without running it. Comments are skipped; `as const` ends it. */
export function exportedLiteral(text: string, name: string): Literal | undefined {
  const found = new RegExp(`^export\\s+const\\s+${name}\\b[^=\\n]*=\\s*`, 'm').exec(text)
  if (found === null) return undefined
  const reader = { text, at: found.index + found[0].length }
  try {
    return readValue(reader)
  } catch (error) {
    if (error instanceof NotPlain) return undefined
    throw error
  }
}

class NotPlain extends Error {}

interface Reader {
  readonly text: string
  at: number
}

function skip(reader: Reader): string {
  const space = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/y
  space.lastIndex = reader.at
  space.exec(reader.text)
  reader.at = space.lastIndex
  return reader.text[reader.at] ?? ''
}

function take(reader: Reader, pattern: RegExp): string | null {
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.text)
  if (found === null) return null
  reader.at = pattern.lastIndex
  return found[0]
}

function readValue(reader: Reader): Literal {
  const next = skip(reader)
  if (next === '[') return readList(reader)
  if (next === '{') return readObject(reader)
  if (next === "'" || next === '"') return readString(reader)
  const number = take(reader, /[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[-+]?\d+)?/iy)
  if (number !== null) return Number(number.replaceAll('_', ''))
  const word = take(reader, /[A-Za-z_$][\w$]*/y)
  if (word === 'true' || word === 'false') return word === 'true'
  if (word === 'null') return null
  throw new NotPlain()
}

function readString(reader: Reader): string {
  const quoted = take(reader, /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/y)
  if (quoted === null) throw new NotPlain()
  return quoted.slice(1, -1).replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character))
}

function readList(reader: Reader): Literal[] {
  const values: Literal[] = []
  reader.at += 1
  while (skip(reader) !== ']') {
    values.push(readValue(reader))
    if (skip(reader) === ',') reader.at += 1
    else if (skip(reader) !== ']') throw new NotPlain()
  }
  reader.at += 1
  return values
}

function readObject(reader: Reader): Record<string, Literal> {
  const values: Record<string, Literal> = {}
  reader.at += 1
  while (skip(reader) !== '}') {
    const next = skip(reader)
    const key = next === "'" || next === '"' ? readString(reader) : take(reader, /[A-Za-z_$][\w$]*/y)
    if (key === null || skip(reader) !== ':') throw new NotPlain()
    reader.at += 1
    values[key] = readValue(reader)
    if (skip(reader) === ',') reader.at += 1
    else if (skip(reader) !== '}') throw new NotPlain()
  }
  reader.at += 1
  return values
}
