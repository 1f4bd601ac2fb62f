import { simulatePortfolio } from '../portfolio.ts'
import type { PortfolioInput, PortfolioResult } from '../portfolio.ts'
import { createIdentity } from './identity.ts'
import { revealSignals } from './reveal.ts'

/** `simulatePortfolio`, with each signal shown when its bar has closed and the books checked at every time. */
export function simulatePortfolioByEvents(input: PortfolioInput): PortfolioResult {
  const shown = input.series.map(({ signals }) => revealSignals(signals))
  const prices = input.series.map(() => 0)
  let identity: ReturnType<typeof createIdentity> | null = null
  return simulatePortfolio({
    ...input,
    series: input.series.map(({ bars }, i) => ({ bars, signals: shown[i]!.signals })),
    observer: {
      closing(series, bar) {
        shown[series]!.reveal(bar)
        prices[series] = input.series[series]!.bars.close[bar]!
      },
      marked(accounts, equity, time) {
        identity ??= createIdentity(accounts, input.costs.cash)
        let open = 0
        for (let i = 0; i < accounts.length; i++) {
          identity.count(i)
          open += identity.open(prices[i]!, i)
        }
        identity.check(equity, open, time)
      },
    },
  })
}
