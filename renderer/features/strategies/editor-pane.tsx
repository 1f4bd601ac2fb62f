import { type Extension, Prec } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { useMemo, useRef, useState } from 'react'
import type { LanguageItem } from '../../../core/contract/strategy.ts'
import { client } from '../../lib/client.ts'
import { useQuery } from '../../lib/query.ts'
import { CodeEditor } from '../../ui/code-editor.tsx'
import { problemRows } from '../../ui/rule-editor/problem-rows.ts'
import { ruleCompletion } from '../../ui/rule-editor/rule-completion.ts'
import { ruleLanguage } from '../../ui/rule-editor/rule-language.ts'

/** The text with highlighting of its rules, completion and problems in place. */
export function EditorPane(props: {
  readonly file: string
  readonly text: string
  readonly onText: (text: string) => void
  readonly onView: (view: EditorView) => void
  readonly onRun: () => void
}) {
  const { data: items } = useQuery('strategies/language', () => client.strategy.language())
  const [cursor, setCursor] = useState({ line: 1, column: 1 })
  const latest = useRef<{ items: readonly LanguageItem[]; run: () => void }>({ items: [], run: props.onRun })
  latest.current = { items: items ?? [], run: props.onRun }
  const extensions = useMemo((): Extension => [
    ruleLanguage,
    problemRows,
    ruleLanguage.data.of({ autocomplete: ruleCompletion(() => latest.current.items) }),
    // The editor would otherwise take this key for a blank line.
    Prec.highest(keymap.of([{ key: 'Mod-Enter', run: () => { latest.current.run(); return true } }])),
    EditorView.updateListener.of(({ state, selectionSet, docChanged }) => {
      if (!selectionSet && !docChanged) return
      const line = state.doc.lineAt(state.selection.main.head)
      setCursor({ line: line.number, column: state.selection.main.head - line.from + 1 })
    }),
  ], [])
  return (
    <section className="editor-pane" aria-label="Text">
      <header className="inspector-header"><code>{props.file}</code><span className="muted num">Ln {cursor.line}, Col {cursor.column}</span></header>
      <CodeEditor label={`Text of ${props.file}`} value={props.text} onChange={props.onText} extensions={extensions} onView={props.onView} />
    </section>
  )
}
