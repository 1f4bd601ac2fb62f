import type { RunRequest } from '../../../core/contract/backtest.ts'
import { number } from '../../lib/format.ts'
import type { Dataset } from '../../../core/contract/data.ts'

/** What a run sheet holds: text as typed, so that a half-written number is kept. */
export interface RunForm {
  readonly data: string
  readonly profile: string
  readonly cash: string
  readonly fees: string
  readonly slippage: string
  readonly from: string
  readonly to: string
}

export const keyOfData = (dataset: Pick<Dataset, 'symbol' | 'timeframe'>) => `${dataset.symbol}\n${dataset.timeframe}`

export function formFrom(
  datasets: readonly Dataset[],
  setting: (key: string) => string | number | boolean | undefined,
): RunForm {
  const first = datasets[0]
  const percent = (key: string) => percentText(Number(setting(key) ?? 0))
  return {
    data: first ? keyOfData(first) : '',
    profile: String(setting('backtest.profile') ?? 'sextant'),
    cash: number(Number(setting('backtest.cash') ?? 100_000), 0),
    fees: percent('backtest.fees'),
    slippage: percent('backtest.slippage'),
    from: '',
    to: '',
  }
}

/** A fraction as the percent an analyst types: 0.0005 is `0.05`. */
export const percentText = (fraction: number) => String(Number((fraction * 100).toPrecision(12)))

export interface FormErrors {
  readonly data?: string
  readonly cash?: string
  readonly fees?: string
  readonly slippage?: string
  readonly from?: string
  readonly to?: string
}

const numberOf = (text: string) => (text.trim() === '' ? Number.NaN : Number(text.replaceAll(',', '').trim()))

/** Why the sheet cannot run yet, by field; empty when it can. */
export function checkForm(form: RunForm): FormErrors {
  const errors: Record<string, string> = {}
  if (form.data === '') errors['data'] = 'Choose a data set'
  if (!(numberOf(form.cash) > 0)) errors['cash'] = 'A number above 0'
  for (const field of ['fees', 'slippage'] as const) {
    const value = numberOf(form[field])
    if (!(value >= 0 && value <= 100)) errors[field] = 'A percent from 0 to 100'
  }
  for (const field of ['from', 'to'] as const) {
    if (form[field] !== '' && Number.isNaN(dateOf(form[field]))) errors[field] = 'A date such as 2012-09-12'
  }
  if (!errors['from'] && !errors['to'] && form.from && form.to && dateOf(form.from) > dateOf(form.to))
    errors['to'] = 'Before the start'
  return errors
}

const dateOf = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text.trim()) ? Date.parse(`${text.trim()}T00:00:00Z`) : Number.NaN

/** The call the sheet stands for. `to` names the last day, so the whole of it is inside. */
export function requestOf(
  form: RunForm,
  what: Pick<RunRequest, 'params'> & { readonly text?: string; readonly strategy?: string },
): RunRequest {
  const [symbol = '', timeframe] = form.data.split('\n')
  return {
    ...what,
    data: [symbol],
    ...(timeframe ? { timeframe } : {}),
    engine: 'vector',
    profile: form.profile,
    set: {},
    seed: 0,
    account: {
      cash: numberOf(form.cash),
      fees: numberOf(form.fees) / 100,
      feeFixed: 0,
      slippage: numberOf(form.slippage) / 100,
      spread: 0,
      leverage: 1,
    },
    ...(form.from ? { from: dateOf(form.from) } : {}),
    ...(form.to ? { to: dateOf(form.to) + 86_400_000 - 1 } : {}),
  }
}
