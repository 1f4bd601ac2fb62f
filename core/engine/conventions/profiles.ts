import { createHash } from 'node:crypto'

import { ProfileFields } from '../../contract/profile.ts'
import type { Profile } from '../../contract/profile.ts'
import { AppError } from '../../contract/errors.ts'
import { namedConventions } from './named-conventions.ts'

function define(name: string, title: string, fields: ProfileFields): Profile {
  return { name, title, fields, hash: profileHash(fields) }
}

/** Every named profile with the hash of its fields. */
export const profiles: readonly Profile[] = namedConventions.map(({ name, title, fields }) =>
  define(name, title, fields),
)

/** SHA-256 over the fields in the order of their names, so the same conventions have the same hash under any name. */
function profileHash(fields: ProfileFields): string {
  const sorted = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex')
}

/**
 * A profile by name, or from the content of a profile file: JSON with `fields` (or the fields themselves), each field left out
 * taken from `base` (a profile's name, by default `sextant`).
 */
export function findProfile(nameOrContent: string): Profile {
  const known = profiles.find((profile) => profile.name === nameOrContent)
  if (known !== undefined) return known
  if (!nameOrContent.trimStart().startsWith('{')) {
    throw new AppError('not-found', `There is no profile "${nameOrContent}"`, {
      hint: `Use one of ${profiles.map((profile) => profile.name).join(', ')}, or a JSON file with the fields to change.`,
    })
  }
  const content = parse(nameOrContent)
  const base = findProfile(typeof content['base'] === 'string' ? content['base'] : 'sextant')
  const own = isRecord(content['fields']) ? content['fields'] : content
  const set = Object.entries(own).filter(([key]) => !['base', 'name', 'title', 'hash'].includes(key))
  const changed = overrideProfile(base, Object.fromEntries(set))
  const name = typeof content['name'] === 'string' ? content['name'] : changed.name
  return { ...changed, name, title: typeof content['title'] === 'string' ? content['title'] : changed.title }
}

/** A profile with some fields replaced; `set` holds values or their text, as typed after `--set`. */
export function overrideProfile(profile: Profile, set: Readonly<Record<string, unknown>>): Profile {
  const changes = Object.entries(set).map(([field, value]) => [field, fieldValue(field, value)] as const)
  if (changes.length === 0) return profile
  const fields = ProfileFields.parse({ ...profile.fields, ...Object.fromEntries(changes) })
  const hash = profileHash(fields)
  if (hash === profile.hash) return profile
  return {
    name: `${profile.name}*`,
    title: `${profile.title}, with ${changes.map(([field, value]) => `${field}=${value}`).join(', ')}`,
    fields,
    hash,
  }
}

function fieldValue(field: string, value: unknown): string | number | boolean {
  if (!Object.hasOwn(ProfileFields.shape, field)) {
    throw new AppError('invalid-input', `A profile has no field "${field}"`, {
      hint: `Fields: ${Object.keys(ProfileFields.shape).join(', ')}.`,
      data: { field },
    })
  }
  const schema = ProfileFields.shape[field as keyof ProfileFields]
  const choices = allowed(field as keyof ProfileFields)
  for (const candidate of readings(value)) {
    const parsed = schema.safeParse(candidate)
    if (parsed.success) return parsed.data
  }
  throw new AppError('invalid-input', `The profile field "${field}" cannot be ${JSON.stringify(value)}`, {
    hint: `Allowed: ${choices}.`,
    data: { field, value: String(value), allowed: choices },
  })
}

function readings(value: unknown): unknown[] {
  if (typeof value !== 'string') return [value]
  const text = value.trim()
  if (text === 'true' || text === 'false') return [text === 'true', text]
  return text !== '' && Number.isFinite(Number(text)) ? [Number(text), text] : [text]
}

/** The values a field takes, in words. */
function allowed(field: keyof ProfileFields): string {
  const schema = ProfileFields.shape[field]
  if (schema.type === 'boolean') return 'true, false'
  if (schema.type === 'number') return 'a number, e.g. 0.02'
  if (schema.type === 'enum') return schema.options.join(', ')
  return schema.options.map((option) => [...option.values].join(', ')).join(', ')
}

function parse(text: string): Record<string, unknown> {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (cause) {
    throw new AppError('invalid-input', 'The profile file is not JSON', {
      cause,
      hint: 'Write an object such as {"base": "vectorbt", "fields": {"annualDays": 252}}.',
    })
  }
  if (isRecord(content)) return content
  throw new AppError('invalid-input', 'The profile file is not a JSON object', {
    hint: 'Write an object such as {"base": "vectorbt", "fields": {"annualDays": 252}}.',
  })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
