import { useState } from 'react'
import type { Account, RunRequest } from '../../../core/contract/backtest.ts'
import { client } from '../../lib/client.ts'
import { useQuery } from '../../lib/query.ts'
import { settingOf } from '../settings.ts'
import { useDatasets } from '../workspace.ts'
import type { BacktestPreset } from './backtest-state.ts'
import { lastStrategy } from './backtest-state.ts'
import { useStrategyChoices } from './strategy-choices.ts'

export const money = ['cash', 'fees', 'slippage'] as const
export type Money = (typeof money)[number]

/** What the sheet holds, filled in from the preset, the last run and the settings; and the request it stands for. */
export function useBacktestDraft(preset: BacktestPreset) {
  const { data: datasets } = useDatasets()
  const { data: profiles } = useQuery('backtest/profiles', () => client.backtest.profiles())
  const choices = useStrategyChoices()
  const [data, setData] = useState<string | null>(null)
  const [strategy, setStrategy] = useState<string | null>(preset.strategy ?? lastStrategy())
  const [profile, setProfile] = useState(() => String(settingOf('backtest.profile') ?? 'sextant'))
  const [account, setAccount] = useState<Record<Money, string>>(() => ({
    cash: String(settingOf('backtest.cash') ?? 100_000),
    fees: String(settingOf('backtest.fees') ?? 0),
    slippage: String(settingOf('backtest.slippage') ?? 0),
  }))
  const [params, setParams] = useState<Record<string, string>>({})

  const wanted = (symbol: string, timeframe: string): boolean =>
    data === null
      ? symbol === preset.symbol && (preset.timeframe === undefined || timeframe === preset.timeframe)
      : dataKey(symbol, timeframe) === data
  const dataset = datasets?.find(({ symbol, timeframe }) => wanted(symbol, timeframe)) ?? datasets?.[0]
  const chosen = choices.find(({ value }) => value === strategy) ?? choices[0]
  const wrongMoney = money.filter(
    (field) =>
      !isAmount(account[field], field === 'cash' ? Number.POSITIVE_INFINITY : 1) ||
      (field === 'cash' && Number(account.cash) === 0),
  )
  const wrongParams = (chosen?.params ?? [])
    .map(({ name }) => name)
    .filter((name) => params[name] !== undefined && !isNumber(params[name]))

  const request = (): RunRequest | null => {
    if (dataset === undefined || chosen === undefined || wrongMoney.length > 0 || wrongParams.length > 0) return null
    return {
      strategy: chosen.value,
      data: [dataset.symbol],
      timeframe: dataset.timeframe,
      profile,
      account: accountOf(account),
      engine: 'vector',
      set: {},
      seed: 0,
      params: Object.fromEntries(
        chosen.params.map(({ name, default: usual }) => [
          name,
          params[name] === undefined ? usual : Number(params[name]),
        ]),
      ),
    }
  }
  return {
    datasets,
    dataset,
    choices,
    chosen,
    profiles,
    profile,
    account,
    params,
    wrongMoney,
    wrongParams,
    request,
    setData,
    setProfile,
    setAccount,
    setParams,
    setStrategy: (value: string) => {
      setStrategy(value)
      setParams({})
    },
  }
}

export type BacktestDraft = ReturnType<typeof useBacktestDraft>

export function dataKey(symbol: string, timeframe: string): string {
  return JSON.stringify([symbol, timeframe])
}

function isNumber(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== '' && Number.isFinite(Number(value))
}

function isAmount(value: string, most: number): boolean {
  return isNumber(value) && Number(value) >= 0 && Number(value) <= most
}

function accountOf(fields: Record<Money, string>): Account {
  return {
    cash: Number(fields.cash),
    fees: Number(fields.fees),
    slippage: Number(fields.slippage),
    feeFixed: 0,
    spread: 0,
    leverage: 1,
  }
}
