import { Upload } from 'lucide-react'
import type { DragEvent } from 'react'
import { useRef, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import './drop-zone.css'
import { importFiles } from './uploads.ts'

const accepted = '.csv,.txt,.tsv,.parquet,.arrow,.feather,.json,.jsonl,.xlsx,.zip,.gz'

/** Where files are dropped or chosen. Each opens an import of its own. */
export function DropZone({ tall = false }: { tall?: boolean }) {
  const input = useRef<HTMLInputElement>(null)
  const { over, handlers } = useFileDrop()
  return (
    <section
      className={cx('drop-zone', over && 'drop-over', tall && 'drop-tall')}
      aria-label="Import files"
      {...handlers}
    >
      <span className="drop-icon" aria-hidden>
        <Upload size={24} strokeWidth={1.6} />
      </span>
      <div className="grow">
        <h2>{over ? 'Let go to read it' : 'Drop price files here'}</h2>
        <p className="prose">
          CSV, Parquet or Arrow, zipped or not. Timezone, timeframe and symbol are guessed and shown before anything is
          written.
        </p>
      </div>
      <Button onClick={() => input.current?.click()}>Browse files</Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={accepted}
        aria-label="Files to import"
        onChange={(event) => {
          importFiles(event.target.files ?? [])
          event.target.value = ''
        }}
      />
    </section>
  )
}

/** Handlers that make an element take files; the whole window does, so that a drop beside the zone loses nothing. `over` while files hang above it. */
export function useFileDrop() {
  const [depth, setDepth] = useState(0)
  const isFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files')
  return {
    over: depth > 0,
    handlers: {
      onDragEnter: (event: DragEvent) => isFiles(event) && setDepth(depth + 1),
      onDragLeave: (event: DragEvent) => isFiles(event) && setDepth(Math.max(0, depth - 1)),
      onDragOver: (event: DragEvent) => {
        if (!isFiles(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
      },
      onDrop: (event: DragEvent) => {
        if (!isFiles(event)) return
        setDepth(0)
        // The zone inside the window has taken them already.
        if (event.defaultPrevented) return
        event.preventDefault()
        importFiles(event.dataTransfer.files)
      },
    },
  }
}
