import { create } from 'zustand'

export interface BacktestPreset {
  symbol?: string
  timeframe?: string
  /** A strategy file or a template name. */
  strategy?: string
}

/** The sheet that starts a backtest; null while it is closed. */
export const useBacktestSheet = create<{ preset: BacktestPreset | null }>()(() => ({ preset: null }))

/** Opens the prefilled sheet. What the preset leaves open is taken from the last run of the window and the settings. */
export function openBacktest(preset: BacktestPreset = {}): void {
  useBacktestSheet.setState({ preset })
}

const remembered = 'sextant.last-strategy'

export function lastStrategy(): string | null {
  return localStorage.getItem(remembered)
}

export function rememberStrategy(strategy: string): void {
  localStorage.setItem(remembered, strategy)
}
