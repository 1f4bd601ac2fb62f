import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { parse as parseCookies } from 'cookie'
import { AppError } from '../contract/errors.ts'

export const sessionCookie = 'sextant_session'

export interface AccessOptions {
  /** Host headers that mean this server; anything else may be a rebound DNS name. */
  readonly hosts: readonly string[]
  readonly origins: readonly string[]
  /** A bearer token for scripts that lives as long as the server, if the operator set one. */
  readonly apiToken: string | undefined
}

/** Who may call. One token signs in once: whoever holds its session cookie, or first sent it as a bearer, is the analyst. */
export interface Access {
  /** The one-time token, for the address that is printed. */
  readonly token: string
  /** Exchanges the token for a session; null where it is wrong or used up. */
  enter(token: string): string | null
  /** Throws `forbidden` for a foreign Host, Origin or fetch site. */
  checkOrigin(request: IncomingMessage): void
  /** Throws `unauthorised`. */
  checkSession(request: IncomingMessage): void
}

export function createAccess({ hosts, origins, apiToken }: AccessOptions): Access {
  const token = randomBytes(32).toString('base64url')
  // Only hashes are kept, so that no dump of this process shows a usable secret; equal lengths allow a timing-safe comparison.
  const sessions: Buffer[] = []
  const bearers: Buffer[] = apiToken === undefined ? [] : [hash(apiToken)]
  let unused: Buffer | null = hash(token)
  const known = (list: readonly Buffer[], secret: string) => list.some((entry) => timingSafeEqual(entry, hash(secret)))

  return {
    token,
    enter(given) {
      if (unused === null || !timingSafeEqual(unused, hash(given))) return null
      unused = null
      const session = randomBytes(32).toString('base64url')
      sessions.push(hash(session))
      return session
    },
    checkOrigin(request) {
      const { host, origin, 'sec-fetch-site': site } = request.headers
      if (host === undefined || !hosts.includes(host.toLowerCase()))
        throw new AppError('forbidden', `this server does not answer to the host ${host ?? ''}`, {
          hint: 'Use the address that Sextant printed.',
        })
      if (origin !== undefined && !origins.includes(origin.toLowerCase()))
        throw new AppError('forbidden', `calls from ${origin} are refused`, {
          hint: 'Only the page of this server may call it.',
        })
      const safe = request.method === 'GET' || request.method === 'HEAD'
      if (site !== undefined && site !== 'same-origin' && site !== 'none' && !(safe && site === 'same-site'))
        throw new AppError('forbidden', `calls from another site (${String(site)}) are refused`)
    },
    checkSession(request) {
      const session = parseCookies(request.headers.cookie ?? '')[sessionCookie]
      if (session !== undefined && known(sessions, session)) return
      const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
      if (bearer !== undefined) {
        if (known(bearers, bearer)) return
        if (unused !== null && timingSafeEqual(unused, hash(bearer))) {
          bearers.push(unused)
          unused = null
          return
        }
      }
      throw new AppError('unauthorised', 'not signed in', {
        hint: 'Open the address that Sextant printed when it started; it works once. Restart Sextant for a new one.',
      })
    },
  }
}

function hash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
