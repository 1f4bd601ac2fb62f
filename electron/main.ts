import { join, resolve } from 'node:path'
import { homedir } from 'node:os'
import { app, BrowserWindow, dialog } from 'electron'
import { composeCore } from '../core/compose.ts'
import { toErrorBody } from '../core/contract/errors.ts'
import { locateWorkspace } from '../core/workspace/folder.ts'
import { serveWindows } from './connection.ts'
import { hardenPages } from './hardening.ts'
import { installMenu } from './menu.ts'
import { declareScheme, serveWindow } from './protocol.ts'
import { createUtilityEngine } from './utility-engine.ts'
import { openWindow } from './window.ts'

declareScheme()

if (app.requestSingleInstanceLock()) void app.whenReady().then(start)
else app.quit()

async function start(): Promise<void> {
  const root = app.getAppPath()
  try {
    const core = await composeCore({
      workspace: workspace(),
      engine: createUtilityEngine,
      resources: resourcesFolder(root),
      version: app.getVersion(),
    })
    hardenPages()
    serveWindow(join(root, 'out', 'renderer'))
    serveWindows(core)
    installMenu(process.platform)
    const title = `Sextant: ${core.folder.root}`
    openWindow(title)
    app.on('activate', () => BrowserWindow.getAllWindows().length === 0 && openWindow(title))
    app.on('second-instance', () => BrowserWindow.getAllWindows()[0]?.focus())
    app.on('window-all-closed', () => app.quit())
    closeBeforeQuit(() => core.close())
  } catch (error) {
    const { message, hint } = toErrorBody(error)
    dialog.showErrorBox(
      'Sextant cannot open this workspace',
      [message, hint].filter((line) => line !== undefined).join('\n\n'),
    )
    app.exit(1)
  }
}

/** Jobs are cancelled and the catalogue is closed before the process ends; a second quit does not wait. */
function closeBeforeQuit(close: () => Promise<void>): void {
  let closed = false
  app.on('before-quit', (event) => {
    if (closed) return
    closed = true
    event.preventDefault()
    void close().finally(() => app.quit())
  })
}

function workspace(): string {
  const given = process.argv.find((argument) => argument.startsWith('--workspace='))?.slice('--workspace='.length)
  return locateWorkspace(
    given === undefined ? undefined : resolve(given),
    process.env['SEXTANT_WORKSPACE'],
    app.isPackaged ? homedir() : process.cwd(),
  )
}

/** Beside the archive in a package, in the project from a clone. */
function resourcesFolder(root: string): string {
  return app.isPackaged ? join(process.resourcesPath, 'resources') : join(root, 'resources')
}
