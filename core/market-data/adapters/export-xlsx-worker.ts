import { writeFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { toErrorBody } from '../../contract/errors.ts'
import { openDuckDb } from '../duckdb.ts'
import { xlsxBytes } from './export-xlsx.ts'
import type { XlsxReply, XlsxWork } from './export-xlsx-thread.ts'
import { describeColumns, parquetScan } from './parquet-scan.ts'

/** Builds one workbook and ends: the encoder works for seconds without a pause and never gives its memory back. */
const { paths, title, file, scratch } = workerData as XlsxWork

async function build(): Promise<XlsxReply> {
  const db = await openDuckDb({ memoryMb: 512, threads: 1, scratch })
  try {
    const connection = await db.connect()
    const scan = parquetScan(paths)
    await writeFile(file, await xlsxBytes(connection, scan, await describeColumns(connection, scan), title))
    return {}
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    return { error: toErrorBody(cause), systemCode: code }
  } finally {
    db.close()
  }
}

parentPort!.postMessage(await build())
