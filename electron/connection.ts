import { ipcMain, MessageChannelMain } from 'electron'
import { RPCHandler } from '@orpc/server/message-port'
import type { Core } from '../core/compose.ts'
import { isOwn } from './hardening.ts'

/** Gives each page of ours one message port to the contract; a page from anywhere else gets nothing. */
export function serveWindows(core: Core): void {
  const handler = new RPCHandler(core.router)
  ipcMain.on('sextant:connect', (event) => {
    const frame = event.senderFrame
    if (frame === null || frame.parent !== null || !isOwn(frame.url)) return
    const { port1, port2 } = new MessageChannelMain()
    handler.upgrade(port1 as never)
    port1.start()
    frame.postMessage('sextant:port', null, [port2])
  })
}
