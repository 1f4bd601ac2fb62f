import { useState } from 'react'
import type { Dataset } from '../../../core/contract/data.ts'
import { client } from '../../lib/client.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { toast, toastError } from '../../ui/toast.tsx'

/** Data is only removed after its name was typed. */
export function RemoveDialog({
  dataset: { symbol, timeframe },
  open,
  onClose,
}: {
  dataset: Dataset
  open: boolean
  onClose: () => void
}) {
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const name = `${symbol} ${timeframe}`
  const remove = (): void => {
    setBusy(true)
    client.data
      .remove({ symbol, timeframe })
      .then(() => {
        toast(`${name} is out of the catalogue`)
        onClose()
      }, toastError)
      .finally(() => setBusy(false))
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={`Take ${name} out of the catalogue`}
      description="Charts, SQL and new backtests will no longer find it. Finished runs and reports keep their figures."
      actions={
        <>
          <Button kind="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button kind="danger" disabled={typed !== name} busy={busy} onClick={remove}>
            Take out
          </Button>
        </>
      }
    >
      <Field label={`Type ${name} to confirm`}>
        {({ id }) => <TextInput id={id} value={typed} onChange={setTyped} spellCheck={false} autoComplete="off" />}
      </Field>
    </Dialog>
  )
}
