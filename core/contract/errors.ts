/** Every way a call can fail on purpose. Anything else is a bug and reaches the edge as `internal`. */
export const errorCodes = {
  'invalid-input': 400,
  'unsupported-format': 400,
  'rejected-file': 422,
  'invalid-strategy': 422,
  'look-ahead': 422,
  'sql-refused': 400,
  'sql-failed': 422,
  'not-found': 404,
  conflict: 409,
  unauthorised: 401,
  forbidden: 403,
  'workspace-busy': 409,
  'corrupt-data': 500,
  'no-space': 507,
  'too-large': 413,
  cancelled: 499,
  timeout: 504,
  unavailable: 503,
  offline: 503,
  internal: 500,
} as const

export type ErrorCode = keyof typeof errorCodes

export interface AppErrorOptions {
  cause?: unknown
  /** The next thing the reader can do, as one sentence. */
  hint?: string
  /** Evidence a screen or a script can use: path, line, expected, found. Plain JSON. */
  data?: Record<string, unknown>
}

/** An expected failure: what was wrong, where, and the next action. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly hint: string | undefined
  readonly data: Record<string, unknown> | undefined

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.hint = options.hint
    this.data = options.data
  }
}

/** The wire form: the body of an HTTP error and the `error` of `--json`. */
export interface ErrorBody {
  code: ErrorCode
  message: string
  hint?: string
  data?: Record<string, unknown>
}

export function toErrorBody(error: unknown): ErrorBody {
  if (!(error instanceof AppError)) return { code: 'internal', message: messageOf(error) }
  return {
    code: error.code,
    message: error.message,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(error.data === undefined ? {} : { data: error.data }),
  }
}

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCodes, code)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/**
 * Rebuilds an AppError on the caller's side of an edge from whatever the transport threw: the code travels as the
 * error's `code`, hint and evidence in its `data`. A refused input arrives as `BAD_REQUEST` with zod's issues.
 */
export function fromWireError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const { code, message, data, name } = (error ?? {}) as {
    code?: unknown
    message?: string
    data?: WireData
    name?: string
  }
  if (name === 'AbortError') return new AppError('cancelled', 'cancelled', { cause: error })
  if (isErrorCode(code)) {
    return new AppError(code, message ?? code, {
      cause: error,
      ...(data?.hint === undefined ? {} : { hint: data.hint }),
      ...(data?.data === undefined ? {} : { data: data.data }),
    })
  }
  if (code === 'BAD_REQUEST')
    return new AppError('invalid-input', describeIssues(data?.issues) ?? message ?? 'the input is not valid', {
      cause: error,
    })
  if (code === 'NOT_FOUND') return new AppError('not-found', 'there is no such call', { cause: error })
  if (code === 'UNAUTHORIZED')
    return new AppError('unauthorised', 'sign in again with the address Sextant printed', { cause: error })
  return new AppError('internal', messageOf(error), { cause: error })
}

interface WireData {
  hint?: string
  data?: Record<string, unknown>
  issues?: readonly { message: string; path?: readonly PropertyKey[] }[]
}

function describeIssues(issues: WireData['issues']): string | undefined {
  if (issues === undefined || issues.length === 0) return undefined
  return issues
    .map(({ path, message }) => (path?.length ? `${path.map(String).join('.')}: ${message}` : message))
    .join('; ')
}
