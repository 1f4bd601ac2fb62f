import { resolve } from 'node:path'
import type { Command } from 'commander'
import { reportFormats, reportSections, type ReportFormat } from '../../core/contract/report.ts'
import { AppError } from '../../core/contract/errors.ts'
import { print } from '../output.ts'
import { withSession } from '../session.ts'

export function addReport(program: Command): void {
  program
    .command('report <run>')
    .description('write a report of a run; RUN is an id, a beginning of it, or last')
    .option('--format <formats>', `comma separated: ${reportFormats.join(', ')}`, 'html')
    .option('--sections <names>', `comma separated: ${reportSections.join(', ')}`)
    .option('--out <dir>', 'folder (default: reports/ of the workspace)')
    .action((run: string, flags: { format: string; sections?: string; out?: string }, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const built = await client.report.build({
          run,
          formats: listOf(flags.format, reportFormats, '--format') as ReportFormat[],
          ...(flags.sections === undefined ? {} : { sections: listOf(flags.sections, reportSections, '--sections') }),
          ...(flags.out === undefined ? {} : { out: resolve(flags.out) }),
        })
        print(json, built, () => built.files.map((file) => file.path).join('\n'))
      }),
    )
}

function listOf<Name extends string>(text: string, allowed: readonly Name[], flag: string): Name[] {
  return text.split(',').map((part) => {
    const found = allowed.find((name) => name === part.trim())
    if (found === undefined)
      throw new AppError(
        'invalid-input',
        `${flag} ${part}: there is no such ${flag === '--format' ? 'format' : 'section'}`,
        { hint: `Use: ${allowed.join(', ')}.` },
      )
    return found
  })
}
