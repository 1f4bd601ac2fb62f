import type { Command } from 'commander'
import { print, table } from '../output.ts'
import { withSession } from '../session.ts'

export function addJobs(program: Command): void {
  program
    .command('jobs')
    .description('imports, backtests and sweeps, newest first')
    .action((_: object, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const jobs = await client.jobs.list()
        print(json, jobs, () =>
          jobs.length === 0
            ? 'No job yet.'
            : table(
                ['job', 'what', 'state', 'started', 'took', 'error'],
                jobs.map((job) => [
                  job.id,
                  job.title,
                  job.status,
                  new Date(job.createdAt).toISOString().slice(0, 19),
                  took(job.startedAt, job.endedAt),
                  job.error?.message ?? '',
                ]),
              ),
        )
      }),
    )
}

function took(from: number | null, to: number | null): string | null {
  return from === null || to === null ? null : `${((to - from) / 1000).toFixed(1)} s`
}
