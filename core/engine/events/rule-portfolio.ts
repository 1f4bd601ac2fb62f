import { createPortfolioWalk } from '../portfolio/portfolio.ts'
import type { PortfolioInput, PortfolioResult, PortfolioWalk } from '../portfolio/portfolio.ts'
import type { PortfolioCheckpoint } from './checkpoint.ts'
import { worthAtClose } from '../costs/rates.ts'
import { createIdentity } from './identity.ts'
import { revealSignals } from './reveal.ts'

/** Several symbols time by time, with each signal shown when its bar has closed and the books checked at every time. */
export function createRulePortfolio(input: PortfolioInput, from?: PortfolioCheckpoint): PortfolioWalk {
  const shown = input.series.map(({ signals }, i) => revealSignals(signals, from?.members[i]!.next))
  const prices = input.series.map(({ bars, rates = null }, i) => {
    const last = (from?.members[i]!.next ?? 0) - 1
    return last < 0 ? 0 : worthAtClose({ rates, bars }, 1, last)
  })
  let identity: ReturnType<typeof createIdentity> | null = null
  return createPortfolioWalk(
    {
      ...input,
      series: input.series.map((one, i) => ({ ...one, signals: shown[i]!.signals })),
      observer: {
        closing(series, bar) {
          shown[series]!.reveal(bar)
          const { bars, rates = null } = input.series[series]!
          prices[series] = worthAtClose({ rates, bars }, 1, bar)
        },
        marked(accounts, equity, time) {
          identity ??= createIdentity(accounts, input.costs.cash)
          let open = 0
          for (let i = 0; i < accounts.length; i++) {
            identity.count(i)
            open += identity.open(prices[i]!, i) - accounts[i]!.financed
          }
          identity.check(equity, open, time)
        },
      },
    },
    from,
  )
}

/** `simulatePortfolio`, by events. */
export function simulatePortfolioByEvents(input: PortfolioInput): PortfolioResult {
  return createRulePortfolio(input).finish()
}
