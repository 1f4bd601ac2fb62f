import { bytes, percent } from '../../../lib/format.ts'
import { useTab } from '../../../shell/tab-context.ts'
import type { Upload } from '../../../shell/uploads.ts'
import { cancelUpload } from '../../../shell/uploads.ts'
import { Button } from '../../../ui/button.tsx'
import { Progress, Skeleton } from '../../../ui/progress.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import { ChooseFile } from './choose-file.tsx'

/** A file on its way to the engine, over the layout it will fill. */
export function Receiving({ upload }: { upload: Upload }) {
  const tab = useTab()
  if (upload.status === 'failed')
    return (
      <ErrorState
        error={upload.error}
        where={`data.stage ${upload.name}`}
        title={`${upload.name} could not be read`}
        safe="The source file was not changed and nothing was stored."
        actions={
          <Button kind="primary" onClick={() => tab.replace({ view: 'import' }, 'Import')}>
            Choose another file
          </Button>
        }
      />
    )
  if (upload.status === 'cancelled') return <ChooseFile lost="" />
  const fraction = upload.size === 0 ? null : upload.sent / upload.size
  return (
    <div className="import-wait">
      <div className="import-progress" aria-live="polite">
        <div className="row">
          <strong>Receiving {upload.name}</strong>
          <span className="muted num">
            {bytes(upload.sent)} of {bytes(upload.size)}
            {fraction !== null && `, ${percent(fraction, 0)}`}
          </span>
          <span className="grow" />
          <Button
            size="small"
            onClick={() => {
              cancelUpload(upload.id)
              tab.close()
            }}
          >
            Cancel
          </Button>
        </div>
        <Progress fraction={fraction} label={`Receiving ${upload.name}`} />
      </div>
      <Skeleton rows={12} />
    </div>
  )
}
