// A strategy with a state of its own. What a module may export, and what `bar` and `broker` offer: docs/strategy-api.md.
// It runs only in a workspace that you have marked as trusted: sextant config set trusted true

interface Bar {
  readonly close: number
  readonly ago: (column: 'open' | 'high' | 'low' | 'close' | 'volume', bars: number) => number
}

interface Broker {
  readonly position: () => number
  readonly unitsFor: (share: number) => number
  readonly buy: (size: number, more?: { stopLoss?: number; takeProfit?: number }) => unknown
  readonly closePosition: () => unknown
}

export const name = 'two-closes'

export const params = [
  { name: 'closes', type: 'int', default: 2, min: 1, max: 20 },
  { name: 'stop', type: 'float', default: 0.05, min: 0.005, max: 0.5 },
]

/** Buys after some rising closes in a row, with a stop below, and sells after as many falling ones. */
export function create({ params }: { params: { closes: number; stop: number } }) {
  let run = 0
  return {
    onBar(bar: Bar, broker: Broker): void {
      const rose = bar.close > bar.ago('close', 1)
      run = rose ? Math.max(run, 0) + 1 : Math.min(run, 0) - 1
      if (run >= params.closes && broker.position() === 0)
        broker.buy(broker.unitsFor(0.95), { stopLoss: bar.close * (1 - params.stop) })
      if (run <= -params.closes) broker.closePosition()
    },
  }
}
