import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { Command } from 'commander'
import { composeCore } from '../../core/compose.ts'
import { workspaceFolder } from '../../core/workspace/folder.ts'
import { print } from '../output.ts'
import { resources, workspaceOf, type GlobalOptions } from '../session.ts'
import { version } from '../version.ts'

export function addInit(program: Command): void {
  program
    .command('init [dir]')
    .description('make a workspace; --sample adds data, strategies and one finished run')
    .option('--sample', 'add the bundled data, strategies, run and report')
    .action(async (dir: string | undefined, options: { sample?: boolean }, command: Command) => {
      const { json = false } = command.optsWithGlobals<GlobalOptions>()
      const workspace = dir === undefined ? workspaceOf(command) : resolve(dir)
      const existed = existsSync(workspaceFolder(workspace).settings)
      const core = await composeCore({ workspace, engine: 'inline', resources, version })
      try {
        if (!existed) await core.client.config.set({ key: 'name', value: basename(workspace) })
        const sample = options.sample === true ? await core.client.workspace.addSample() : null
        print(json, { workspace, created: !existed, sample }, () =>
          [
            existed
              ? `The workspace ${workspace} was there already; nothing in it was changed.`
              : `Made the workspace ${workspace}.`,
            sample === null
              ? 'Import a price file: sextant data import FILE'
              : `Sample run ${sample.runId}, report ${sample.report}`,
          ].join('\n'),
        )
      } finally {
        await core.close()
      }
    })
}
