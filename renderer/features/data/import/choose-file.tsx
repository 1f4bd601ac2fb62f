import { useState } from 'react'
import { DropZone } from '../../../shell/drop-zone.tsx'
import { useTab } from '../../../shell/tab-context.ts'
import { Button } from '../../../ui/button.tsx'
import { Field, TextInput } from '../../../ui/field.tsx'
import { Banner } from '../../../ui/states.tsx'
import { SampleLink } from '../sample-link.tsx'

/** `lost` names a file whose upload did not survive a restart. */
export function ChooseFile({ lost }: { lost: string }) {
  const tab = useTab()
  const [path, setPath] = useState('')
  const read = (): void => {
    const source = path.trim()
    if (source === '') return
    const name = source.split(/[\\/]/).at(-1) ?? source
    tab.replace({ view: 'import', source, name }, `Import ${name}`)
  }
  return (
    <div className="import-choose">
      {lost !== '' && (
        <Banner tone="info" title={`${lost} has to be chosen again.`}>
          The window was closed before it was read. Nothing was stored.
        </Banner>
      )}
      <DropZone tall />
      <form
        className="import-path"
        onSubmit={(event) => {
          event.preventDefault()
          read()
        }}
      >
        <Field label="Or the path of a file on this machine" className="grow">
          {({ id }) => (
            <TextInput
              id={id}
              value={path}
              onChange={setPath}
              mono
              spellCheck={false}
              placeholder="~/prices/goog.csv"
            />
          )}
        </Field>
        <Button type="submit" disabled={path.trim() === ''}>
          Read
        </Button>
      </form>
      <p className="prose">
        No file at hand? <SampleLink />
      </p>
    </div>
  )
}
