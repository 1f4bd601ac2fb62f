import { create } from 'zustand'
import type { AppError } from '../../core/contract/errors.ts'
import { client } from '../lib/client.ts'
import { toAppError } from '../lib/errors.ts'
import { open } from './navigation.ts'

export interface Upload {
  id: string
  name: string
  size: number
  sent: number
  status: 'sending' | 'ready' | 'failed' | 'cancelled'
  /** What `data.preview` and `data.import` take as source, once ready. */
  source: string | null
  error: AppError | null
}

const chunkSize = 8 * 1024 * 1024

/** Files on their way to the engine. */
export const useUploads = create<{ uploads: Record<string, Upload> }>()(() => ({ uploads: {} }))
const stopped = new Set<string>()

/** Sends each file and opens an import tab for it. */
export function importFiles(files: Iterable<File>): void {
  for (const file of files) {
    const id = crypto.randomUUID()
    const path = window.sextant?.pathOf?.(file)
    const upload: Upload = {
      id,
      name: file.name,
      size: file.size,
      sent: 0,
      status: 'sending',
      source: null,
      error: null,
    }
    useUploads.setState(({ uploads }) => ({ uploads: { ...uploads, [id]: upload } }))
    open('data', { view: 'import', upload: id, name: file.name }, `Import ${file.name}`)
    // The desktop window knows where the file is; then nothing need be copied.
    if (path !== undefined && path !== '') note(id, { status: 'ready', source: path, sent: file.size })
    else void send(id, file)
  }
}

async function send(id: string, file: File): Promise<void> {
  try {
    let staging: string | undefined
    let offset = 0
    // An empty file is sent too, so that the engine can say what is wrong with it.
    do {
      if (stopped.delete(id)) {
        note(id, { status: 'cancelled' })
        return
      }
      const chunk = file.slice(offset, offset + chunkSize)
      const answer = await client.data.stage({
        name: file.name,
        offset,
        chunk,
        ...(staging === undefined ? {} : { staging }),
      })
      staging = answer.staging
      offset += chunk.size
      note(id, { sent: offset })
    } while (offset < file.size)
    note(id, { status: 'ready', source: staging })
  } catch (error) {
    note(id, { status: 'failed', error: toAppError(error) })
  }
}

export function cancelUpload(id: string): void {
  stopped.add(id)
}

function note(id: string, change: Partial<Upload>): void {
  useUploads.setState(({ uploads }) => {
    const upload = uploads[id]
    return upload === undefined ? {} : { uploads: { ...uploads, [id]: { ...upload, ...change } } }
  })
}
