import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language'
import { lintKeymap } from '@codemirror/lint'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import type { Extension } from '@codemirror/state'
import { Compartment, EditorState } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useRef } from 'react'
import './code-editor.css'

interface CodeEditorProps {
  label: string
  value: string
  onChange?: (value: string) => void
  /** Language, completion, lint, keys. Must be stable (useMemo): a new array reconfigures the editor. */
  extensions?: Extension
  readOnly?: boolean
  /** Takes the focus when it appears. */
  focusFirst?: boolean
  /** The view once it exists, for jumps to a line. */
  onView?: (view: EditorView) => void
}

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.bool, tags.null], color: 'var(--accent)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--series-5)' },
  { tag: tags.number, color: 'var(--series-3)' },
  { tag: [tags.function(tags.variableName), tags.standard(tags.name), tags.typeName], color: 'var(--series-3)' },
  { tag: [tags.propertyName, tags.definition(tags.variableName)], color: 'var(--up-text)' },
  { tag: [tags.comment, tags.lineComment, tags.blockComment], color: 'var(--text-3)', fontStyle: 'italic' },
  { tag: tags.special(tags.variableName), color: 'var(--series-4)' },
  { tag: [tags.punctuation, tags.operator], color: 'var(--text-2)' },
  { tag: tags.invalid, color: 'var(--error)' },
])

const fixed: Extension = [
  lineNumbers(),
  history(),
  drawSelection(),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  autocompletion({ icons: false }),
  highlightActiveLine(),
  highlightSelectionMatches(),
  syntaxHighlighting(colours),
]
const keys = keymap.of([
  ...closeBracketsKeymap,
  ...completionKeymap,
  ...searchKeymap,
  ...historyKeymap,
  ...lintKeymap,
  ...defaultKeymap,
  indentWithTab,
])

/** CodeMirror in the theme's colours. The text is controlled: a changed `value` replaces it. Escape, then Tab, leaves the editor. */
export function CodeEditor({
  label,
  value,
  onChange,
  extensions,
  readOnly = false,
  focusFirst = false,
  onView,
}: CodeEditorProps) {
  const holder = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const changed = useRef(onChange)
  const extra = useRef(new Compartment())
  useEffect(() => {
    changed.current = onChange
  })

  useEffect(() => {
    if (holder.current === null) return undefined
    const made = new EditorView({
      parent: holder.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          extra.current.of(extensions ?? []),
          fixed,
          keys,
          EditorState.readOnly.of(readOnly),
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed.current?.(update.state.doc.toString())
          }),
        ],
      }),
    })
    view.current = made
    onView?.(made)
    if (focusFirst) made.focus()
    return () => made.destroy()
    // The view is made once; value and extensions are brought in below.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [label, readOnly])

  useEffect(() => {
    view.current?.dispatch({ effects: extra.current.reconfigure(extensions ?? []) })
  }, [extensions])

  useEffect(() => {
    const made = view.current
    if (made === null || made.state.doc.toString() === value) return
    made.dispatch({ changes: { from: 0, to: made.state.doc.length, insert: value } })
  }, [value])

  return <div ref={holder} className="code-editor" />
}
