import { Archive, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import type { Dataset } from '../../../core/contract/data.ts'
import type { AppError } from '../../../core/contract/errors.ts'
import { client } from '../../lib/client.ts'
import { useTab } from '../../shell/tab-context.ts'
import { useDatasets, useRuns } from '../../shell/workspace.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { toastError } from '../../ui/toast.tsx'
import { count } from '../../lib/format.ts'
import { RemoveDialog } from './remove-dialog.tsx'

const changed =
  'Its hash no longer matches the one recorded when it was stored. Something outside Sextant changed it, or the disk did. Nothing was read from it.'

/** A data set that cannot be read: what happened to it, and the ways out. */
export function Unreadable({ dataset, error, retry }: { dataset: Dataset; error: AppError; retry: () => void }) {
  const { data: datasets = [] } = useDatasets()
  const { data: runs = [] } = useRuns()
  const [removing, setRemoving] = useState(false)
  const [busy, setBusy] = useState(false)
  const tab = useTab()
  const name = `${dataset.symbol} ${dataset.timeframe}`
  // An import adds to what is stored and would read the damaged file first, so that goes before.
  const importAgain = (): void => {
    setBusy(true)
    client.data
      .remove({ symbol: dataset.symbol, timeframe: dataset.timeframe })
      .then(() => tab.replace({ view: 'import' }, 'Import'), toastError)
      .finally(() => setBusy(false))
  }
  const damaged = error.code === 'corrupt-data'
  const ways = [
    {
      icon: RotateCcw,
      title: 'Import again from the source',
      detail: `It came from ${dataset.source}. The damaged version is taken out of the catalogue, then you choose that file.`,
      action: (
        <Button kind="primary" busy={busy} onClick={importAgain}>
          Import again
        </Button>
      ),
    },
    {
      icon: Archive,
      title: 'Keep it out of use',
      detail: `Charts, SQL and backtests go on without ${name}.`,
      action: <Button onClick={() => setRemoving(true)}>Take out</Button>,
    },
  ]
  return (
    <>
      <ErrorState
        error={error}
        where={`data.show ${name}`}
        {...(damaged ? { title: 'This file is not what was imported', meaning: changed, ways } : {})}
        retry={retry}
        safe={`${count(datasets.length - 1, 'other data set')} and ${count(runs.length, 'run')} are not touched. Everything else keeps working.`}
      />
      <RemoveDialog dataset={dataset} open={removing} onClose={() => setRemoving(false)} />
    </>
  )
}
