import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { UniverseName, type UniverseSummary } from '../contract/universe.ts'
import { AppError } from '../contract/errors.ts'
import { makeFolder, writeDurably } from '../lib/durable-file.ts'
import { readUniverse, writeUniverse, type Member } from './universe-file.ts'

const suffix = '.csv'
const maxBytes = 16 * 2 ** 20

export interface StoredUniverse extends UniverseSummary {
  readonly members: readonly Member[]
}

/** Universes of a workspace, one CSV file each. */
export interface Universes {
  readonly list: () => UniverseSummary[]
  /** Throws `not-found` with the names that there are. */
  readonly find: (name: string) => StoredUniverse
  /** Reads a CSV file and stores it under a name, in the place of one of that name. Throws `invalid-input`, `too-large`. */
  readonly save: (name: string, source: { path: string; name: string }) => Promise<StoredUniverse>
}

export function createUniverses(folder: string): Universes {
  const names = () =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((file) => file.endsWith(suffix) && UniverseName.safeParse(file.slice(0, -suffix.length)).success)
          .map((file) => file.slice(0, -suffix.length))
          .sort()
      : []
  const find = (name: string) => {
    if (!names().includes(name))
      throw new AppError('not-found', `there is no universe ${name}`, {
        hint: `Universes here: ${names().join(', ') || 'none yet; add one with sextant data universe import FILE --name NAME'}.`,
      })
    return storedOf(name, readUniverse(readFileSync(join(folder, `${name}${suffix}`), 'utf8'), `${name}${suffix}`))
  }
  return {
    list: () => names().map((name) => summaryOf(find(name))),
    find,
    async save(name, source) {
      if (statSync(source.path).size > maxBytes)
        throw new AppError('too-large', `${source.name} is larger than a list of members can be`, {
          hint: 'It needs a line for each membership: symbol,from,to.',
        })
      const members = readUniverse(readFileSync(source.path, 'utf8'), source.name)
      await makeFolder(folder)
      await writeDurably(join(folder, `${name}${suffix}`), writeUniverse(members))
      return storedOf(name, members)
    },
  }
}

function storedOf(name: string, members: readonly Member[]): StoredUniverse {
  const spells = members.flatMap((member) => member.spells)
  const from = spells.reduce((first, spell) => Math.min(first, spell.from), Number.POSITIVE_INFINITY)
  const changes = spells.flatMap((spell) => [spell.from, spell.to ?? from]).filter((time) => time > from)
  return {
    name,
    symbols: members.length,
    spells: spells.length,
    from,
    changed: changes.length === 0 ? null : changes.reduce((latest, time) => Math.max(latest, time)),
    hash: createHash('sha256').update(writeUniverse(members)).digest('hex'),
    members,
  }
}

function summaryOf({ members: _members, ...summary }: StoredUniverse): UniverseSummary {
  return summary
}
