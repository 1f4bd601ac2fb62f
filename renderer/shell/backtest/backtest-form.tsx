import { date, integer } from '../../lib/format.ts'
import { Field, NumberInput } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import type { BacktestDraft, Money } from './backtest-draft.ts'
import { dataKey, money } from './backtest-draft.ts'

const moneyTitles: Record<Money, string> = {
  cash: 'Cash',
  fees: 'Fees, fraction of value',
  slippage: 'Slippage, fraction of price',
}

export function BacktestForm({ draft }: { draft: BacktestDraft }) {
  return (
    <div className="sheet">
      <Choices draft={draft} />
      <Params draft={draft} />
      <div className="sheet-row">
        {money.map((field) => (
          <Field
            key={field}
            label={moneyTitles[field]}
            error={
              draft.wrongMoney.includes(field)
                ? field === 'cash'
                  ? 'An amount above 0'
                  : 'A number from 0 to 1'
                : undefined
            }
          >
            {({ id, describedBy, invalid }) => (
              <NumberInput
                id={id}
                aria-describedby={describedBy}
                invalid={invalid}
                value={draft.account[field]}
                onChange={(value) => draft.setAccount({ ...draft.account, [field]: value })}
              />
            )}
          </Field>
        ))}
      </div>
    </div>
  )
}

function Choices({
  draft: { dataset, datasets = [], chosen, choices, profile, profiles = [], setData, setStrategy, setProfile },
}: {
  draft: BacktestDraft
}) {
  const span =
    dataset === undefined ? undefined : (
      <span className="num">{`${integer(dataset.rows)} bars to ${date(dataset.to)}`}</span>
    )
  return (
    <div className="sheet-row">
      <Field label="Data" hint={span}>
        {({ id, describedBy }) => (
          <Select
            id={id}
            describedBy={describedBy}
            value={dataset === undefined ? null : dataKey(dataset.symbol, dataset.timeframe)}
            options={datasets.map(({ symbol, timeframe }) => ({
              value: dataKey(symbol, timeframe),
              label: `${symbol} ${timeframe}`,
            }))}
            onChange={setData}
          />
        )}
      </Field>
      <Field label="Strategy" hint={chosen?.detail}>
        {({ id, describedBy }) => (
          <Select
            id={id}
            describedBy={describedBy}
            value={chosen?.value ?? null}
            options={choices.map(({ value, label, group }) => ({ value, label, detail: group }))}
            onChange={setStrategy}
          />
        )}
      </Field>
      <Field label="Conventions" hint={profiles.find(({ name }) => name === profile)?.title}>
        {({ id, describedBy }) => (
          <Select
            id={id}
            describedBy={describedBy}
            value={profile}
            options={profiles.map(({ name }) => ({ value: name, label: name }))}
            onChange={setProfile}
          />
        )}
      </Field>
    </div>
  )
}

function Params({ draft: { chosen, params, wrongParams, setParams } }: { draft: BacktestDraft }) {
  if (chosen === undefined || chosen.params.length === 0) return null
  return (
    <div className="sheet-grid">
      {chosen.params.map(({ name, label, default: usual, min, max }) => (
        <Field
          key={name}
          label={label ?? name}
          error={wrongParams.includes(name) ? 'Not a number' : undefined}
          hint={min === undefined || max === undefined ? undefined : <span className="num">{`${min} to ${max}`}</span>}
        >
          {({ id, describedBy, invalid }) => (
            <NumberInput
              id={id}
              aria-describedby={describedBy}
              invalid={invalid}
              value={params[name] ?? String(usual)}
              onChange={(value) => setParams({ ...params, [name]: value })}
            />
          )}
        </Field>
      ))}
    </div>
  )
}
