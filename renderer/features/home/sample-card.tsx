import { X } from 'lucide-react'
import { useState } from 'react'
import { client } from '../../lib/client.ts'
import { open } from '../../shell/navigation.ts'
import { useWorkspace } from '../../shell/workspace.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { toast, toastError } from '../../ui/toast.tsx'

const dismissed = 'sextant.sample-dismissed'

/** Offered until the sample is in the workspace or was waved away. */
export function SampleCard() {
  const { data: workspace } = useWorkspace()
  const [hidden, setHidden] = useState(() => localStorage.getItem(dismissed) !== null)
  const [busy, setBusy] = useState(false)
  if (workspace === undefined || workspace.sample || hidden) return null
  const add = (): void => {
    setBusy(true)
    client.workspace
      .addSample()
      .then(({ runId }) => {
        toast('The sample is in the workspace')
        open('runs', { run: runId }, 'Sample run')
      }, toastError)
      .finally(() => setBusy(false))
  }
  return (
    <section className="card sample" aria-label="Sample">
      <header>
        <h2>Sample</h2>
        <IconButton
          label="Dismiss"
          icon={X}
          onClick={() => {
            localStorage.setItem(dismissed, '1')
            setHidden(true)
          }}
        />
      </header>
      <p className="prose">
        Data sets, strategies, a finished run and its report to take apart. They come with Sextant; nothing is
        downloaded.
      </p>
      <div>
        <Button busy={busy} onClick={add}>
          Add the sample
        </Button>
      </div>
    </section>
  )
}
