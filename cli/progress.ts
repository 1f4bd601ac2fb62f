import type { Job } from '../core/contract/jobs.ts'

const everyMs = 100
const width = 24

/** Shows a job's progress until the stream ends: a bar on a terminal, JSON lines for a program, nothing into a pipe. */
export async function showProgress(jobs: AsyncIterable<Job>, id: string, json: boolean): Promise<void> {
  const bar = process.stderr.isTTY && !json
  let last = 0
  try {
    for await (const job of jobs) {
      if (job.id !== id || (!json && !bar)) continue
      const ended = job.endedAt !== null
      if (!ended && Date.now() - last < everyMs) continue
      last = Date.now()
      if (json) process.stderr.write(`${JSON.stringify({ job: id, status: job.status, ...job.progress })}\n`)
      else process.stderr.write(`\r\u001B[2K${ended ? '' : line(job)}`)
    }
  } finally {
    if (bar) process.stderr.write('\r\u001B[2K')
  }
}

function line({ title, progress }: Job): string {
  const { fraction, stage, rows } = progress
  const filled = Math.round((fraction ?? 0) * width)
  const drawn = fraction === null ? '·'.repeat(width) : '█'.repeat(filled) + '░'.repeat(width - filled)
  return `${title}  ${drawn} ${fraction === null ? '' : `${Math.round(fraction * 100)}% `}${stage}${rows === undefined ? '' : `, ${rows.toLocaleString('en-US')} rows`}`
}
