import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../contract/errors.ts'
import { migrations } from './migrations.ts'

export type Catalog = Database.Database

/**
 * Opens a workspace's catalogue, making or upgrading it first. Several processes may hold it at once: SQLite
 * serialises their transactions, and every write that depends on a read is a compare-and-set on a version.
 * Throws `corrupt-data` where the file is not a catalogue, `conflict` where a newer Sextant wrote it.
 */
export function openCatalog(file: string): Catalog {
  mkdirSync(dirname(file), { recursive: true })
  let db: Catalog | undefined
  try {
    db = new Database(file, { timeout: 10_000 })
    db.pragma('journal_mode = WAL')
    // FULL: an acknowledged import or run survives a power cut, not only a killed process.
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    upgrade(db)
    return db
  } catch (cause) {
    db?.close()
    if (cause instanceof AppError) throw cause
    throw new AppError('corrupt-data', `cannot open the catalogue ${file}: ${(cause as Error).message}`, {
      cause,
      hint: 'The price files under data/ and the run folders are untouched. Restore catalog.sqlite from a backup, or move it away and import the files again.',
      data: { path: file },
    })
  }
}

function upgrade(db: Catalog): void {
  const version = () => db.pragma('user_version', { simple: true }) as number
  if (version() > migrations.length) {
    throw new AppError(
      'conflict',
      `this workspace was written by a newer Sextant (catalogue version ${version()}, this one knows ${migrations.length})`,
      {
        hint: 'Update Sextant, or open another workspace.',
      },
    )
  }
  // Read again inside the lock: another process may be upgrading at this moment.
  db.transaction(() => {
    for (let next = version(); next < migrations.length; next++) {
      db.exec(migrations[next]!)
      db.pragma(`user_version = ${next + 1}`)
    }
  }).immediate()
}
