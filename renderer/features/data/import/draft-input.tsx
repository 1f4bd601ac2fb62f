import { useId, useState } from 'react'
import { TextInput } from '../../../ui/field.tsx'

interface DraftInputProps {
  label: string
  value: string
  /** On Enter or when the field is left, where the text changed. */
  onCommit: (value: string) => void
  suggestions?: readonly string[]
  invalid?: boolean
}

/** A text field that reports once the typing is over, since each report reads the file again. */
export function DraftInput({ label, value, onCommit, suggestions, invalid = false }: DraftInputProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const list = useId()
  const commit = (): void => {
    const text = draft?.trim()
    setDraft(null)
    if (text !== undefined && text !== '' && text !== value) onCommit(text)
  }
  return (
    <>
      <TextInput
        aria-label={label}
        value={draft ?? value}
        onChange={setDraft}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
        list={suggestions === undefined ? undefined : list}
        invalid={invalid}
        spellCheck={false}
      />
      {suggestions !== undefined && (
        <datalist id={list}>
          {suggestions.map((suggestion) => (
            // oxlint-disable-next-line jsx-a11y/control-has-associated-label -- the label is an attribute of its own
            <option key={suggestion} value={suggestion} label={suggestion} />
          ))}
        </datalist>
      )}
    </>
  )
}
