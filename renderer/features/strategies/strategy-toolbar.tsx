import { Play, Save } from 'lucide-react'
import type { Dataset } from '../../../core/contract/data.ts'
import type { CheckedStrategy } from '../../../core/contract/strategy.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { keyOfData } from '../../ui/run-form/run-request.ts'
import { Select } from '../../ui/select.tsx'

export function StrategyToolbar(props: {
  readonly name: string
  /** Of the last text that parsed. */
  readonly hash: string
  readonly checked: CheckedStrategy | null
  readonly dirty: boolean
  readonly saving: boolean
  readonly running: boolean
  readonly ready: boolean
  readonly data: string
  readonly datasets: readonly Dataset[]
  readonly onData: (data: string) => void
  readonly onSave: () => void
  readonly onRun: () => void
}) {
  const { checked, hash, dirty, datasets } = props
  const errors = (checked?.problems ?? []).filter(({ severity }) => severity !== 'warning').length
  return (
    <div className="toolbar strategy-toolbar">
      <h1>{props.name}</h1>
      {dirty ? <Badge>edited</Badge> : <Badge tone="ok">saved</Badge>}
      {hash && (
        <code className="muted">
          {errors > 0 ? 'last valid ' : ''}
          {hash}
        </code>
      )}
      <Verdict
        problems={errors}
        ok={checked?.ok ?? null}
        lookback={checked?.lookback ?? null}
        causality={checked?.causality ?? 'unchecked'}
      />
      <div className="grow" />
      <Select
        label="Data"
        className="strategy-data"
        value={props.data || null}
        placeholder="No data yet"
        options={datasets.map((one) => ({ value: keyOfData(one), label: `on ${one.symbol} ${one.timeframe}` }))}
        onChange={props.onData}
      />
      <Button icon={Save} keys="Mod+S" busy={props.saving} disabled={!dirty} onClick={props.onSave}>
        Save
      </Button>
      <Button
        kind="primary"
        icon={Play}
        keys="Mod+Enter"
        busy={props.running}
        disabled={!props.ready}
        title={
          props.ready
            ? undefined
            : checked?.ok === true && !props.data
              ? 'Import data first'
              : 'Off until the text parses'
        }
        onClick={props.onRun}
      >
        Backtest
      </Button>
    </div>
  )
}

function Verdict({
  problems,
  ok,
  lookback,
  causality,
}: {
  readonly problems: number
  readonly ok: boolean | null
  readonly lookback: number | null
  readonly causality: string
}) {
  if (ok === null) return null
  if (problems > 0) return <Badge tone="error">{problems === 1 ? '1 problem' : `${problems} problems`}</Badge>
  return (
    <span className="muted num">
      {lookback === null ? '' : `looks back ${lookback} bars`}
      {causality === 'violated' ? ', and ahead' : ''}
    </span>
  )
}
