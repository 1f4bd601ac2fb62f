import { ORPCError } from '@orpc/server'
import { AppError, errorCodes, fromWireError, isErrorCode } from '../contract/errors.ts'

/** An AppError in the form oRPC carries over any of its links; anything unexpected becomes `internal`. */
export function toWireError(error: unknown): ORPCError<string, { hint?: string; data?: Record<string, unknown> }> {
  if (error instanceof ORPCError && (error.code === 'BAD_REQUEST' || isErrorCode(error.code))) return error
  const known = error instanceof AppError ? error : fromWireError(error)
  return new ORPCError(known.code, {
    status: errorCodes[known.code],
    message: known.message,
    data: {
      ...(known.hint === undefined ? {} : { hint: known.hint }),
      ...(known.data === undefined ? {} : { data: known.data }),
    },
    cause: error,
  })
}

/** Wraps an event stream so that an error thrown half-way is carried like one thrown at the start. */
export async function* withWireErrors<Event, Result>(
  events: AsyncGenerator<Event, Result, void>,
): AsyncGenerator<Event, Result, void> {
  try {
    return yield* events
  } catch (error) {
    throw toWireError(error)
  }
}
