import { contextBridge, ipcRenderer, webUtils } from 'electron'

/** Hands the page its port to the contract and, for a dropped file, its path, so that it need not be uploaded. */
contextBridge.exposeInMainWorld('sextant', { pathOf: (file: File) => webUtils.getPathForFile(file) })

const loaded = new Promise<void>((resolve) =>
  window.addEventListener('DOMContentLoaded', () => resolve(), { once: true }),
)
ipcRenderer.once('sextant:port', (event) => {
  void loaded.then(() => window.postMessage('sextant:port', '*', [...event.ports]))
})
ipcRenderer.send('sextant:connect')
