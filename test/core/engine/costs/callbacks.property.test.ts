import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { anyBars, anyCosts, anyCostSpec, anyProfile } from '../arbitrary.ts'
import { play } from '../events/scripted.ts'

const often = { numRuns: process.env['SEXTANT_LONG'] === '1' ? 20_000 : 300 }
const anyOrder = fc.record({
  every: fc.integer({ min: 1, max: 5 }),
  side: fc.constantFrom('buy' as const, 'sell' as const),
  share: fc.double({ min: 0.05, max: 3, noNaN: true }),
  limit: fc.option(fc.double({ min: -0.05, max: 0.05, noNaN: true })),
  stopLoss: fc.option(fc.double({ min: 0.01, max: 0.1, noNaN: true })),
})

describe('callbacks under any cost models and margins', () => {
  it('keep the books on every bar, sell nothing short from a cash account, and take no more than their share of a bar', () => {
    fc.assert(
      fc.property(
        anyBars,
        anyProfile,
        anyCosts,
        anyCostSpec,
        fc.constantFrom(0, 0.4, 0.9),
        fc.constantFrom('cash' as const, 'margin' as const),
        fc.array(anyOrder, { minLength: 1, maxLength: 4 }),
        (bars, set, plain, costs, share, type, orders) => {
          const leverage = type === 'cash' ? 1 : plain.leverage
          const short: number[] = []
          // The books are checked inside: a run that ends has kept them.
          const {
            orders: log,
            equity,
            cash,
          } = play({
            bars,
            set,
            costs: { ...plain, leverage, maintenanceMargin: share / leverage, type, costs },
            onBar(bar, broker) {
              if (broker.position() < -1e-9) short.push(bar.index)
              for (const { every, side, share: part, limit, stopLoss } of orders) {
                if (bar.index % every !== 0) continue
                broker.order({
                  side,
                  size: (part * plain.cash) / bar.close,
                  ...(limit === null ? {} : { type: 'limit', limit: bar.close * (1 + limit) }),
                  ...(stopLoss === null ? {} : { stopLoss: bar.close * (1 + (side === 'buy' ? -stopLoss : stopLoss)) }),
                })
              }
            },
          })
          expect(type === 'cash' ? short : []).toEqual([])
          expect(equity).toHaveLength(cash.length)
          if (costs.volumeShare === undefined) return
          const taken = new Float64Array(bars.rows)
          for (const { bar, status, size, reason } of log)
            if (status === 'filled' && reason !== 'liquidation' && reason !== 'finalBar') taken[bar]! += size
          for (const units of taken) expect(units).toBeLessThanOrEqual(1000 * costs.volumeShare * (1 + 1e-9))
        },
      ),
      often,
    )
  }, 600_000)
})
