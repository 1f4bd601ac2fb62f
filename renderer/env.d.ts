/// <reference types="vite/client" />

/** Set by the preload script of the desktop window; absent in a browser. */
interface SextantBridge {
  /** Already there where the preload script hands it over, else it arrives as a `sextant:port` message. */
  port?: MessagePort
  platform?: string
  /** Where a dropped file is on this machine. */
  pathOf?: (file: File) => string
}

interface Window {
  sextant?: SextantBridge
}
