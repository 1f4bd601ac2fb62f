import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import envPaths from 'env-paths'
import { z } from 'zod'
import { AppError } from '../contract/errors.ts'
import { writeDurably } from '../lib/durable-file.ts'

/** Whether the analyst has said, on this machine, that the programs in a workspace may run. */
export interface Trust {
  readonly read: () => boolean
  readonly write: (trusted: boolean) => Promise<void>
}

const TrustedWorkspaces = z.array(z.string())

/**
 * Trust is kept among the analyst's own settings, by the workspace's real path, and never in the workspace: a folder that
 * was sent to somebody must not arrive trusted. `SEXTANT_CONFIG_DIR` names another folder for these settings.
 */
export function openTrust(workspace: string): Trust {
  const folder = process.env['SEXTANT_CONFIG_DIR'] ?? envPaths('sextant', { suffix: '' }).config
  const file = join(folder, 'trusted-workspaces.json')
  const path = realpathSync(workspace)
  return {
    read: () => listed(file).includes(path),
    async write(trusted) {
      const others = listed(file).filter((other) => other !== path)
      await writeDurably(file, `${JSON.stringify(trusted ? [...others, path] : others, null, 2)}\n`)
    },
  }
}

function listed(file: string): string[] {
  if (!existsSync(file)) return []
  try {
    return TrustedWorkspaces.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new AppError('corrupt-data', `${file} is not a JSON list of folders`, {
      cause,
      hint: 'Mend it by hand, or delete it and trust your workspaces anew.',
      data: { path: file },
    })
  }
}
