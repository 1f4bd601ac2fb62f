import { BrowserWindow } from 'electron'
import { fileURLToPath } from 'node:url'
import { pageUrl } from './protocol.ts'

/** The one window: sandboxed, isolated, shown when it has something to show. */
export function openWindow(title: string): BrowserWindow {
  const window = new BrowserWindow({
    title,
    width: 1600,
    height: 1000,
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: '#0E1116',
    webPreferences: {
      preload: fileURLToPath(new URL('../../preload/preload.cjs', import.meta.url)),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(pageUrl)
  return window
}
