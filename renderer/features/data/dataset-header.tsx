import { ChartCandlestick, Ellipsis, Play, RefreshCw, SquareTerminal, Trash } from 'lucide-react'
import { useState } from 'react'
import type { Dataset } from '../../../core/contract/data.ts'
import { client } from '../../lib/client.ts'
import { bytes, count, date, integer } from '../../lib/format.ts'
import { invalidate } from '../../lib/query.ts'
import { openBacktest } from '../../shell/backtest/backtest-state.ts'
import { open } from '../../shell/navigation.ts'
import { openSql } from '../../shell/sql/sql-state.ts'
import { Badge, QualityBadge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { toast, toastError } from '../../ui/toast.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { tableName } from './table-name.ts'

const exportFormats = ['csv', 'parquet', 'arrow', 'json', 'xlsx'] as const

export function DatasetHeader({ dataset, readable }: { dataset: Dataset; readable: boolean }) {
  const { symbol, timeframe, quality, version, hash, rows, from, to, timezone } = dataset
  const [removing, setRemoving] = useState(false)
  const [checking, setChecking] = useState(false)
  const check = (): void => {
    setChecking(true)
    client.data
      .check({ symbol, timeframe, recheck: true })
      .then((report) => {
        toast(`Checked: ${report.label}`, { detail: `${count(report.findings.length, 'finding')} listed` })
        invalidate('data/')
      }, toastError)
      .finally(() => setChecking(false))
  }
  return (
    <header className="page-head dataset-head">
      <h1>
        {symbol} {timeframe}
      </h1>
      {readable ? <QualityBadge {...quality} /> : <Badge tone="error">Not readable</Badge>}
      <span className="mono prose dataset-version">
        v{version} · {hash.slice(0, 6)}
      </span>
      <span className="prose num ellipsis grow dataset-range">
        {integer(rows)} bars, {date(from)} to {date(to)}, {timezone}
      </span>
      <Button kind="ghost" icon={RefreshCw} busy={checking} onClick={check}>
        Check again
      </Button>
      <Button
        icon={ChartCandlestick}
        disabled={!readable}
        onClick={() => open('chart', { symbol, timeframe }, `${symbol} ${timeframe}`)}
      >
        Chart
      </Button>
      <Button kind="primary" icon={Play} disabled={!readable} onClick={() => openBacktest({ symbol, timeframe })}>
        Backtest
      </Button>
      <Menu
        align="end"
        trigger={<Button kind="ghost" icon={Ellipsis} aria-label="More" />}
        entries={[
          {
            label: 'Query with SQL',
            icon: SquareTerminal,
            onSelect: () => openSql(`select * from ${tableName(dataset)} order by ts desc limit 100`),
          },
          ...exportFormats.map((format, index) => ({
            label: `Export as ${format.toUpperCase()}`,
            separated: index === 0,
            onSelect: () => exportAs(dataset, format),
          })),
          {
            label: 'Take out of the catalogue',
            icon: Trash,
            danger: true,
            separated: true,
            onSelect: () => setRemoving(true),
          },
        ]}
      />
      <RemoveDialog dataset={dataset} open={removing} onClose={() => setRemoving(false)} />
    </header>
  )
}

function exportAs({ symbol, timeframe }: Dataset, format: (typeof exportFormats)[number]): void {
  client.data
    .export({ symbol, timeframe, format })
    .then((file) => toast(`Wrote ${count(file.rows, 'row')}, ${bytes(file.bytes)}`, { detail: file.path }), toastError)
}
