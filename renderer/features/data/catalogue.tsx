/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a native list holds no icons and no second column */
import { Database, History, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Dataset } from '../../../core/contract/data.ts'
import { client } from '../../lib/client.ts'
import { integer } from '../../lib/format.ts'
import { useQuery } from '../../lib/query.ts'
import { open } from '../../shell/navigation.ts'
import { IconButton } from '../../ui/button.tsx'
import { SearchInput } from '../../ui/field.tsx'

interface CatalogueProps {
  datasets: readonly Dataset[]
  selected: Dataset | undefined
  onSelect: (dataset: Dataset) => void
}

export function Catalogue({ datasets, selected, onSelect }: CatalogueProps) {
  const [filter, setFilter] = useState('')
  const wanted = filter.trim().toLowerCase()
  const shown = datasets
    .filter(({ symbol, timeframe, source }) => `${symbol} ${timeframe} ${source}`.toLowerCase().includes(wanted))
    .toSorted(byName)
  const move = (step: number): void => {
    const next = shown[shown.findIndex((dataset) => dataset === selected) + step]
    if (next !== undefined) onSelect(next)
  }
  return (
    <aside className="catalogue" aria-label="Catalogue">
      <header className="catalogue-head">
        <h2 className="heading-small">Catalogue</h2>
        <IconButton label="Import data" icon={Plus} onClick={() => open('data', { view: 'import' }, 'Import')} />
      </header>
      <div className="catalogue-filter">
        <SearchInput label="Filter" value={filter} onChange={setFilter} />
      </div>
      <div
        className="catalogue-list scroll"
        role="listbox"
        tabIndex={0}
        aria-label="Data sets"
        onKeyDown={(event) => {
          const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
          if (step === 0) return
          event.preventDefault()
          move(step)
        }}
      >
        {shown.map((dataset) => (
          <button
            key={`${dataset.symbol} ${dataset.timeframe}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={dataset === selected}
            className="catalogue-item"
            onClick={() => onSelect(dataset)}
          >
            <Database size={14} aria-hidden />
            <span className="grow ellipsis">{dataset.symbol}</span>
            <span className="muted">{dataset.timeframe}</span>
          </button>
        ))}
        {shown.length === 0 && <p className="catalogue-none muted">Nothing matches “{filter}”.</p>}
      </div>
      {selected !== undefined && <Versions dataset={selected} />}
    </aside>
  )
}

function byName(a: Dataset, b: Dataset): number {
  return (
    a.symbol.localeCompare(b.symbol, 'en', { numeric: true }) ||
    a.timeframe.localeCompare(b.timeframe, 'en', { numeric: true })
  )
}

function Versions({ dataset: { symbol, timeframe } }: { dataset: Dataset }) {
  const { data: detail } = useQuery(`data/show/${symbol}/${timeframe}`, () => client.data.show({ symbol, timeframe }))
  if (detail === undefined || detail.versions.length === 0) return null
  return (
    <section className="catalogue-versions" aria-label={`Versions of ${symbol} ${timeframe}`}>
      <p className="label">
        Versions of {symbol} {timeframe}
      </p>
      <ul>
        {detail.versions
          .toSorted((a, b) => b.version - a.version)
          .slice(0, 8)
          .map(({ version, hash, rows, reason }) => (
            <li key={version} title={reason}>
              <History size={13} aria-hidden />
              <span className="mono grow">
                v{version} · {hash.slice(0, 6)}
              </span>
              <span className="num muted">{integer(rows)}</span>
            </li>
          ))}
      </ul>
    </section>
  )
}
