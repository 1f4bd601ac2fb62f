import type { RunDetail } from '../../../core/contract/backtest.ts'

/** Rules are written as one JSON object; anything else that has run is a program, whose orders are its own. */
export function isProgram({ strategy }: Pick<RunDetail, 'strategy'>): boolean {
  return !strategy.text.trimStart().startsWith('{')
}
