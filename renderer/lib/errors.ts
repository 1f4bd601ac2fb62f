import { ORPCError } from '@orpc/client'
import type { AppErrorOptions, ErrorCode } from '../../core/contract/errors.ts'
import { AppError, errorCodes, isErrorCode } from '../../core/contract/errors.ts'

/** Whatever a call threw, as the AppError the other end meant. */
export function toAppError(error: unknown, signal?: AbortSignal): AppError {
  if (error instanceof AppError) return error
  if (signal?.aborted === true) return new AppError('cancelled', 'The call was cancelled.', { cause: error })
  if (error instanceof ORPCError) return fromWire(error)
  if (error instanceof TypeError) {
    return new AppError('unavailable', 'The engine does not answer.', {
      cause: error,
      hint: 'Check that Sextant is still running, then try again.',
    })
  }
  return new AppError('internal', error instanceof Error ? error.message : String(error), { cause: error })
}

function fromWire(error: ORPCError<string, unknown>): AppError {
  const body = isRecord(error.data) ? error.data : {}
  const message = typeof body['message'] === 'string' ? body['message'] : error.message
  const options: AppErrorOptions = { cause: error }
  if (typeof body['hint'] === 'string') options.hint = body['hint']
  const evidence = isRecord(body['data']) ? body['data'] : 'code' in body || 'hint' in body ? undefined : body
  if (evidence !== undefined && Object.keys(evidence).length > 0) options.data = evidence
  return new AppError(codeOf(error, body['code']), message, options)
}

function codeOf(error: ORPCError<string, unknown>, inner: unknown): ErrorCode {
  if (isErrorCode(inner)) return inner
  const kebab = error.code.toLowerCase().replaceAll('_', '-')
  if (isErrorCode(kebab)) return kebab
  if (error.status === 400) return 'invalid-input'
  const byStatus = Object.entries(errorCodes).find(([, status]) => status === error.status)
  return byStatus !== undefined && isErrorCode(byStatus[0]) ? byStatus[0] : 'internal'
}

/** What an analyst pastes into a report of a fault. Holds no data of the workspace beyond the evidence shown. */
export function diagnostics(error: AppError, where: string): string {
  return JSON.stringify(
    {
      where,
      code: error.code,
      message: error.message,
      hint: error.hint ?? null,
      data: error.data ?? null,
      at: new Date().toISOString(),
      agent: navigator.userAgent,
    },
    null,
    2,
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
