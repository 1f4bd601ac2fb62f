import { ORPCError } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../core/contract/errors.ts'
import { toAppError } from '../../../renderer/lib/errors.ts'

describe('errors of a call', () => {
  it('keeps code, hint and evidence of an expected failure', () => {
    const wire = new ORPCError('corrupt-data', {
      status: 500,
      message: 'changed on disk',
      data: { hint: 'Import it again.', data: { file: 'x.parquet' } },
    })
    expect(toAppError(wire)).toMatchObject({
      code: 'corrupt-data',
      message: 'changed on disk',
      hint: 'Import it again.',
      data: { file: 'x.parquet' },
    })
  })

  it('finds the code in the data where the wire code is a general one', () => {
    const wire = new ORPCError('UNPROCESSABLE_CONTENT', {
      status: 422,
      message: 'no',
      data: { code: 'rejected-file', message: 'No rows.' },
    })
    expect(toAppError(wire)).toMatchObject({ code: 'rejected-file', message: 'No rows.' })
  })

  it('reads refused input and unknown statuses', () => {
    expect(toAppError(new ORPCError('BAD_REQUEST', { status: 400 })).code).toBe('invalid-input')
    expect(toAppError(new ORPCError('TEAPOT', { status: 418 })).code).toBe('internal')
  })

  it('says that the engine does not answer where the network failed', () => {
    expect(toAppError(new TypeError('Failed to fetch')).code).toBe('unavailable')
  })

  it('calls an aborted call cancelled, whatever was thrown', () => {
    const abort = new AbortController()
    abort.abort()
    expect(toAppError(new TypeError('aborted'), abort.signal).code).toBe('cancelled')
  })

  it('hands an AppError on as it is', () => {
    const error = new AppError('not-found', 'gone')
    expect(toAppError(error)).toBe(error)
  })
})
