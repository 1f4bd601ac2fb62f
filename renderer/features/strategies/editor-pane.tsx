import { javascript } from '@codemirror/lang-javascript'
import { type Extension, Prec } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { useEffect, useMemo, useState } from 'react'
import type { LanguageItem } from '../../../core/contract/strategy.ts'
import { client } from '../../lib/client.ts'
import { useQuery } from '../../lib/query.ts'
import { CodeEditor } from '../../ui/code-editor.tsx'
import { problemRows } from '../../ui/rule-editor/problem-rows.ts'
import { ruleCompletion } from '../../ui/rule-editor/rule-completion.ts'
import { ruleLanguage } from '../../ui/rule-editor/rule-language.ts'

/** The text with highlighting of its rules or of its code, completion and problems in place. */
export function EditorPane(props: {
  readonly file: string
  readonly text: string
  readonly onText: (text: string) => void
  readonly onView: (view: EditorView) => void
  readonly onRun: () => void
}) {
  const { data: items } = useQuery('strategies/language', () => client.strategy.language())
  const isModule = props.file.endsWith('.strategy.ts')
  const [cursor, setCursor] = useState({ line: 1, column: 1 })
  const [live] = useState(() => holder<Live>({ items: [], run: () => undefined }))
  useEffect(() => live.set({ items: items ?? [], run: props.onRun }))
  const extensions = useMemo(
    (): Extension => [
      problemRows,
      isModule
        ? javascript({ typescript: true })
        : [ruleLanguage, ruleLanguage.data.of({ autocomplete: ruleCompletion(() => live.get().items) })],
      // The editor would otherwise take this key for a blank line.
      Prec.highest(
        keymap.of([
          {
            key: 'Mod-Enter',
            run: () => {
              live.get().run()
              return true
            },
          },
        ]),
      ),
      EditorView.updateListener.of(({ state, selectionSet, docChanged }) => {
        if (!selectionSet && !docChanged) return
        const line = state.doc.lineAt(state.selection.main.head)
        setCursor({ line: line.number, column: state.selection.main.head - line.from + 1 })
      }),
    ],
    [live, isModule],
  )
  return (
    <section className="editor-pane" aria-label="Text">
      <header className="inspector-header">
        <code>{props.file}</code>
        <span className="muted num">
          Ln {cursor.line}, Col {cursor.column}
        </span>
      </header>
      <CodeEditor
        label={`Text of ${props.file}`}
        value={props.text}
        onChange={props.onText}
        extensions={extensions}
        onView={props.onView}
      />
    </section>
  )
}

interface Live {
  readonly items: readonly LanguageItem[]
  readonly run: () => void
}

/** What the editor's own callbacks read when they run, long after the render that made them. */
function holder<T>(first: T) {
  let value = first
  return {
    get: () => value,
    set: (next: T) => {
      value = next
    },
  }
}
