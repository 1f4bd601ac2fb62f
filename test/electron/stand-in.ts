import { fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { resolve } from 'node:path'
import { MessageChannel } from 'node:worker_threads'

/**
 * What Sextant's main process uses of Electron, on plain Node: real message ports, a real child process for the engine,
 * and a record of everything asked of the rest. It stands in where the Electron binary is absent.
 */
export const seen = {
  schemes: [] as { scheme: string }[],
  pages: new Map<string, (request: Request) => Promise<Response>>(),
  windows: [] as { options: Record<string, unknown>; url: string }[],
  menu: [] as unknown[],
  opened: [] as string[],
  errors: [] as string[],
  permission: null as ((contents: unknown, permission: string, answer: (allowed: boolean) => void) => void) | null,
  beforeRequest: null as ((details: { url: string }, answer: (result: { cancel: boolean }) => void) => void) | null,
}

const paths = { app: process.cwd() }

export const app = Object.assign(new EventEmitter(), {
  isPackaged: false,
  requestSingleInstanceLock: () => true,
  whenReady: () => Promise.resolve(),
  getAppPath: () => paths.app,
  getVersion: () => '0.0.0-test',
  quit: () => {
    const event = { prevented: false, preventDefault: () => (event.prevented = true) }
    app.emit('before-quit', event)
    if (!event.prevented) app.emit('quit')
  },
  exit: () => app.emit('quit'),
})

export const protocol = {
  registerSchemesAsPrivileged: (schemes: { scheme: string }[]) => void seen.schemes.push(...schemes),
  handle: (scheme: string, handler: (request: Request) => Promise<Response>) => void seen.pages.set(scheme, handler),
}

export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler: typeof seen.permission) => (seen.permission = handler),
    setPermissionCheckHandler: () => {},
    webRequest: { onBeforeRequest: (handler: typeof seen.beforeRequest) => (seen.beforeRequest = handler) },
  },
}

export const shell = { openExternal: async (url: string) => void seen.opened.push(url) }
export const dialog = { showErrorBox: (_title: string, content: string) => void seen.errors.push(content) }
export const ipcMain = new EventEmitter()
export const Menu = {
  buildFromTemplate: (template: unknown) => template,
  setApplicationMenu: (menu: unknown) => void seen.menu.push(menu),
}

export const MessageChannelMain = function (this: { port1: unknown; port2: unknown }) {
  const { port1, port2 } = new MessageChannel()
  Object.assign(port1, { start: port1.start.bind(port1) })
  this.port1 = port1
  this.port2 = port2
}

export const BrowserWindow = Object.assign(
  function (this: object, options: Record<string, unknown>) {
    const window = { options, url: '' }
    seen.windows.push(window)
    Object.assign(this, { once: () => {}, show: () => {}, loadURL: async (url: string) => void (window.url = url) })
  },
  { getAllWindows: () => [] as object[] },
)

interface ForkOptions {
  readonly cwd?: string
  readonly env?: Record<string, string>
  readonly execArgv?: string[]
}

export const utilityProcess = {
  fork(file: string, args: string[], { cwd, env, execArgv = [] }: ForkOptions = {}) {
    const child = fork(file, args, {
      execArgv: ['--import', resolve('test/electron/parent-port.mjs'), ...execArgv],
      execPath: process.execPath,
      serialization: 'advanced',
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    return Object.assign(child, { postMessage: (message: unknown) => child.send(message as never, () => {}) })
  },
}
