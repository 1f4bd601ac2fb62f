import { existsSync, readFileSync } from 'node:fs'
import { Settings } from '../contract/config.ts'
import { AppError } from '../contract/errors.ts'
import { writeDurably } from '../lib/durable-file.ts'
import type { Trust } from './trusted-workspaces.ts'

export interface SettingsFile {
  read(): Settings
  /** What was set, without defaults. */
  written(): Partial<Settings>
  write(key: keyof Settings, value: string | number | boolean): Promise<void>
}

/**
 * `sextant.json`: parsed as a whole on each read, replaced as a whole on each write. Trust is not kept in it, and what it
 * says of trust does not count.
 */
export function openSettings(file: string, trust: Trust): SettingsFile {
  const inFile = (): Partial<Settings> => {
    if (!existsSync(file)) return {}
    const { trusted: _, ...rest } = parse(file, readFileSync(file, 'utf8'))
    return rest
  }
  const written = () => ({ ...inFile(), ...(trust.read() ? { trusted: true } : {}) })
  return {
    written,
    read: () => Settings.parse(written()),
    async write(key, value) {
      const next = { ...inFile(), [key]: coerce(key, value) }
      const parsed = Settings.safeParse(next)
      if (!parsed.success)
        throw new AppError('invalid-input', `${key}: ${parsed.error.issues[0]!.message}`, {
          hint: 'sextant config list shows every setting and its default.',
        })
      if (key === 'trusted') return trust.write(parsed.data.trusted)
      await writeDurably(file, `${JSON.stringify(next, null, 2)}\n`)
    },
  }
}

function parse(file: string, text: string): Partial<Settings> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new AppError('corrupt-data', `${file} is not valid JSON: ${(cause as Error).message}`, {
      cause,
      hint: 'Mend the file by hand, or delete it to return to the defaults.',
      data: { path: file },
    })
  }
  const parsed = Settings.strict().safeParse(json)
  // The parsed value has every default filled in; what the file itself says is the JSON.
  if (parsed.success) return json as Partial<Settings>
  const issue = parsed.error.issues[0]!
  throw new AppError('corrupt-data', `${file}: ${issue.path.join('.')}: ${issue.message}`, {
    hint: 'Mend the setting by hand, or with sextant config set.',
    data: { path: file },
  })
}

/** Settings typed on a command line arrive as text. */
function coerce(key: keyof Settings, value: string | number | boolean): unknown {
  if (typeof value !== 'string') return value
  const current = Settings.parse({})[key]
  if (typeof current === 'number' && value.trim() !== '') return Number(value)
  if (typeof current === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  return value
}
