import { app, session, shell } from 'electron'
import { scheme } from './protocol.ts'

/** Denies every page what the window never needs: permissions, other pages, new windows, webviews, outbound requests. */
export function hardenPages(): void {
  const own = session.defaultSession
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  own.setPermissionCheckHandler(() => false)
  own.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOwn(details.url) }))
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (!isOwn(event.url)) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      if (url.startsWith('https://')) void shell.openExternal(url)
      return { action: 'deny' }
    })
  })
}

export function isOwn(url: string): boolean {
  return (
    ['blob:', 'data:', 'devtools:'].some((prefix) => url.startsWith(prefix)) || url.startsWith(`${scheme}://sextant/`)
  )
}
