import { lazy, Suspense, useEffect, useState } from 'react'
import type { Dataset } from '../../../core/contract/data.ts'
import { useSql } from '../../shell/sql/sql-state.ts'
import { Skeleton } from '../../ui/progress.tsx'
import { tableName } from './table-name.ts'

const SqlConsole = lazy(async () => ({ default: (await import('../../shell/sql/sql-console.tsx')).SqlConsole }))

/** The console, full size, with a first statement on this data set where the field is empty. */
export function SqlTab({ dataset }: { dataset: Dataset }) {
  const [actions, setActions] = useState<HTMLElement | null>(null)
  useEffect(() => {
    if (useSql.getState().text.trim() === '')
      useSql.setState({ text: `select * from ${tableName(dataset)}\norder by ts desc\nlimit 100` })
  }, [dataset])
  return (
    <div className="sql-tab">
      <div className="toolbar">
        <span className="muted">One read-only statement over the stored data sets</span>
        <div className="grow drawer-actions" ref={setActions} />
      </div>
      <Suspense fallback={<Skeleton />}>
        <SqlConsole actions={actions} />
      </Suspense>
    </div>
  )
}
