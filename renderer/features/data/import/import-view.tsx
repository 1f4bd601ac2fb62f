import { useEffect, useMemo, useState } from 'react'
import type { ImportOptions } from '../../../../core/contract/data.ts'
import type { AppError } from '../../../../core/contract/errors.ts'
import { client } from '../../../lib/client.ts'
import { toAppError } from '../../../lib/errors.ts'
import { count } from '../../../lib/format.ts'
import { jobResult } from '../../../shell/jobs.ts'
import type { TabParams } from '../../../shell/navigation.ts'
import { useTab } from '../../../shell/tab-context.ts'
import { useUploads } from '../../../shell/uploads.ts'
import { toast } from '../../../ui/toast.tsx'
import { ChooseFile } from './choose-file.tsx'
import './import.css'
import { ImportRunning } from './import-running.tsx'
import { ImportStepper } from './import-stepper.tsx'
import { PreviewStep } from './preview-step.tsx'
import { Receiving } from './receiving.tsx'

/** Files, Preview, Import; then the data set takes the tab over. */
export function ImportView({ params }: { params: TabParams }) {
  const tab = useTab()
  const upload = useUploads((state) => state.uploads[params['upload'] ?? ''])
  const source = params['source'] ?? upload?.source ?? null
  const name = params['name'] ?? ''
  const [given, setGiven] = useState<ImportOptions>({})
  const [job, setJob] = useState<string | null>(null)
  const [failure, setFailure] = useState<AppError | null>(null)

  // A tab that is restored later finds the received file by its source.
  const received = upload?.source ?? null
  useEffect(() => {
    if (received !== null) tab.replace({ view: 'import', source: received, name }, `Import ${name}`)
    // oxlint-disable-next-line react/exhaustive-deps
  }, [received])

  const start = useMemo(
    () => (options: ImportOptions) => {
      if (source === null) return
      setFailure(null)
      const run = async (): Promise<void> => {
        try {
          const { jobId } = await client.data.import({ source, options })
          setJob(jobId)
          const result = await jobResult(jobId)
          if (result.kind !== 'data.import') return
          const { symbol, timeframe, accepted, quarantined, duplicates, unchanged } = result.value
          if (unchanged) toast('This file was imported before', { tone: 'info', detail: 'Nothing changed.' })
          else
            toast(`Imported ${count(accepted, 'row')}`, {
              detail: `${count(quarantined, 'row')} in quarantine, ${count(duplicates, 'exact duplicate')}`,
            })
          tab.replace({ symbol, timeframe }, `${symbol} ${timeframe}`)
        } catch (error) {
          setFailure(toAppError(error))
          setJob(null)
        }
      }
      void run()
    },
    // oxlint-disable-next-line react/exhaustive-deps
    [source],
  )

  const step = job !== null ? 3 : source !== null ? 2 : 1
  return (
    <div className="import">
      <ImportStepper step={step} name={name} size={upload?.size} />
      {job !== null ? (
        <ImportRunning job={job} />
      ) : source !== null ? (
        <PreviewStep source={source} name={name} given={given} onGiven={setGiven} failure={failure} onImport={start} />
      ) : upload !== undefined ? (
        <Receiving upload={upload} />
      ) : (
        <ChooseFile lost={name} />
      )}
    </div>
  )
}
