import { Worker } from 'node:worker_threads'
import { AppError } from '../../contract/errors.ts'
import type { ErrorBody } from '../../contract/errors.ts'
import { siblingModule } from '../../lib/sibling-module.ts'

export interface XlsxWork {
  /** Checked partition files in time order. */
  readonly paths: readonly string[]
  readonly title: string
  /** The file to write. */
  readonly file: string
  readonly scratch: string
}

export interface XlsxReply {
  readonly error?: ErrorBody
  /** `ENOSPC` and its like, where the system refused. */
  readonly systemCode?: string
}

/** Writes a workbook on a thread of its own. */
export async function writeXlsx(work: XlsxWork): Promise<void> {
  const thread = new Worker(siblingModule('export-xlsx-worker', import.meta.url), { workerData: work })
  try {
    const { error, systemCode } = await new Promise<XlsxReply>((resolve, reject) => {
      thread.once('message', resolve)
      thread.once('error', reject)
      thread.once('exit', (code) => reject(new AppError('internal', `The spreadsheet thread ended with code ${code}.`)))
    })
    if (error === undefined) return
    const { code, message, ...more } = error
    throw systemCode === ''
      ? new AppError(code, message, more)
      : Object.assign(new Error(message), { code: systemCode })
  } finally {
    await thread.terminate()
  }
}
