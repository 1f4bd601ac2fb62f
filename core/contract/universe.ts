import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Symbol, UnixMs } from './common.ts'

export const UniverseName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, 'letters, digits, ., - and _, at most 64')

/** A time in which a symbol is a member: from `from` on, before `to`; null where it still is. */
export const Spell = z.object({ from: UnixMs, to: UnixMs.nullable() })
export type Spell = z.infer<typeof Spell>

export const UniverseSummary = z.object({
  name: UniverseName,
  symbols: z.number().int(),
  spells: z.number().int(),
  /** First day of the first member; last change of membership, null where there is none after the first day. */
  from: UnixMs,
  changed: UnixMs.nullable(),
  /** SHA-256 over the memberships in order; the same for the same universe. */
  hash: z.string(),
})
export type UniverseSummary = z.infer<typeof UniverseSummary>

export const Universe = UniverseSummary.extend({
  members: z.array(z.object({ symbol: Symbol, spells: z.array(Spell).min(1), stored: z.boolean() })),
})
export type Universe = z.infer<typeof Universe>

/** Belong to `data`. */
export const universeRoutes = {
  universes: oc
    .route({ method: 'GET', path: '/data/universes', summary: 'Universes: symbols and when they were members' })
    .output(z.array(UniverseSummary)),
  universe: oc
    .route({ method: 'GET', path: '/data/universe', summary: 'One universe with its members' })
    .input(z.object({ name: UniverseName }))
    .output(Universe),
  /** `source` is a CSV file on this machine (symbol,from,to) or a `staging` id; a universe of that name is replaced. */
  importUniverse: oc
    .route({ method: 'POST', path: '/data/universes/import', summary: 'Read a universe from a CSV file' })
    .input(z.object({ source: z.string().min(1), name: UniverseName }))
    .output(Universe),
}
