import { PostgreSQL, sql } from '@codemirror/lang-sql'
import { Prec } from '@codemirror/state'
import { keymap } from '@codemirror/view'
import { CircleStop, Download, History, Play } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { createPortal } from 'react-dom'
import { Group, Panel, Separator } from 'react-resizable-panels'
import { client } from '../../lib/client.ts'
import { duration, integer } from '../../lib/format.ts'
import { useQuery } from '../../lib/query.ts'
import { saveCsv } from '../../lib/save.ts'
import { Button } from '../../ui/button.tsx'
import { CodeEditor } from '../../ui/code-editor.tsx'
import { Menu } from '../../ui/menu.tsx'
import { SqlResultView } from './sql-result.tsx'
import { cancelSql, runSql, useSql } from './sql-state.ts'

/** `actions` is the drawer's header, where the buttons go. */
export function SqlConsole({ actions }: { actions: HTMLElement | null }) {
  const text = useSql((state) => state.text)
  const { data: schema } = useQuery('data/schema', () => client.data.schema())
  const extensions = useMemo(() => {
    const tables = Object.fromEntries(
      (schema ?? []).map(({ table, columns }) => [
        table,
        columns.map(({ name, type }) => ({ label: name, detail: type })),
      ]),
    )
    return [
      sql({ dialect: PostgreSQL, schema: tables, upperCaseKeywords: false }),
      Prec.highest(
        keymap.of([
          {
            key: 'Mod-Enter',
            run: (view) => {
              const { from, to } = view.state.selection.main
              void runSql(from === to ? view.state.doc.toString() : view.state.sliceDoc(from, to))
              return true
            },
          },
        ]),
      ),
    ]
  }, [schema])
  // A first statement to change, where nothing was typed yet.
  const first = schema?.[0]?.table
  useEffect(() => {
    if (first !== undefined && useSql.getState().text.trim() === '')
      useSql.setState({ text: `select * from "${first.replaceAll('"', '""')}"\norder by ts desc\nlimit 100` })
  }, [first])
  return (
    <>
      <SqlActions slot={actions} />
      <Group orientation="horizontal" className="sql">
        <Panel minSize="25%" defaultSize="60%">
          <CodeEditor
            label="SQL statement"
            value={text}
            onChange={(value) => useSql.setState({ text: value })}
            extensions={extensions}
            focusFirst
          />
        </Panel>
        <Separator className="separator separator-vertical" />
        <Panel minSize="20%">
          <SqlResultView />
        </Panel>
      </Group>
    </>
  )
}

/** Timing and buttons, in the drawer's header. */
function SqlActions({ slot }: { slot: HTMLElement | null }) {
  const { text, running, result, history } = useSql()
  if (slot === null) return null
  return createPortal(
    <div className="sql-actions">
      <output className="muted num">
        {running !== null
          ? 'Running'
          : result === null
            ? ''
            : summary(result.rowCount, result.truncated, result.elapsedMs)}
      </output>
      {running === null ? (
        <Button
          size="small"
          icon={Play}
          keys="Mod+Enter"
          disabled={text.trim() === ''}
          onClick={() => void runSql(text)}
        >
          Run
        </Button>
      ) : (
        <Button size="small" icon={CircleStop} onClick={cancelSql}>
          Cancel
        </Button>
      )}
      <Menu
        align="end"
        trigger={
          <Button kind="ghost" size="small" icon={History} disabled={history.length === 0}>
            History
          </Button>
        }
        entries={history.slice(0, 12).map((past) => ({
          label: past.replaceAll(/\s+/g, ' ').slice(0, 90),
          onSelect: () => useSql.setState({ text: past }),
        }))}
      />
      <Button
        kind="ghost"
        size="small"
        icon={Download}
        disabled={result === null || result.rows.length === 0}
        onClick={() =>
          result !== null &&
          saveCsv(
            'query.csv',
            result.columns.map(({ name }) => name),
            result.rows,
          )
        }
      >
        Export CSV
      </Button>
    </div>,
    slot,
  )
}

function summary(rows: number, truncated: boolean, ms: number): string {
  return `${truncated ? 'First ' : ''}${integer(rows)} ${rows === 1 ? 'row' : 'rows'} in ${duration(ms)}`
}
