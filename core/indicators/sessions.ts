import { defineIndicator, line, stepped } from './define.ts'
import type { BarStep, Indicator, IndicatorParam } from './indicator.ts'
import { pivotMethods, pivotStep } from './pivot-levels.ts'
import { sessionChoices, sessionNumber } from './session.ts'
import { priceMeanStep } from './step-bars.ts'

function choice(name: string, choices: readonly string[]): IndicatorParam {
  return { name, type: 'choice', default: 0, min: 0, max: choices.length - 1, choices }
}

/** Which bars make a session, and when its day starts, in minutes after midnight UTC. */
const sessionParams = [
  choice('session', sessionChoices),
  { name: 'sessionstart', type: 'int', default: 0, min: 0, max: 1439 },
] as const

/** Volume weighted mean typical price since the session began. */
function sessionVwapStep(session: number, start: number): BarStep {
  const [numberOf, priceOf] = [sessionNumber(session, start), priceMeanStep([1, 1, 1])]
  let current: number | undefined
  let value = 0
  let units = 0
  return (high, low, close, traded, ts) => {
    const now = numberOf(ts!)
    if (now !== current) {
      current = now
      value = 0
      units = 0
    }
    value += priceOf(high!, low!, close!) * traded!
    units += traded!
    return [units === 0 ? Number.NaN : value / units]
  }
}

export const sessions: readonly Indicator[] = [
  defineIndicator({
    name: 'pivot',
    aliases: ['pivots', 'pivot_points'],
    title: 'Pivot Points',
    group: 'overlap',
    doc: 'Pivot of the session before, from its high, low and close, with levels of resistance (r) and support (s), in price units; a day begins sessionstart minutes after midnight UTC; Fibonacci levels end at the third.',
    source:
      'Floor traders’ formulas: pivot (H+L+C)/3, Woodie’s (H+L+2C)/4, with r1 2P-L, r2 P+(H-L), r3 H+2(P-L), r4 r3+(H-L); Fibonacci P + 0.382, 0.618, 1 (H-L); N. Stott (1989), Camarilla: C + 1.1 (H-L) / 12, 6, 4, 2',
    pane: 'price',
    inputs: ['high', 'low', 'close', 'ts'],
    params: [choice('method', pivotMethods), ...sessionParams],
    outputs: [line('pivot'), ...['r1', 'r2', 'r3', 'r4', 's1', 's2', 's3', 's4'].map((name) => line(name))],
    lookback: () => 1,
    missing: 'Until a first session has ended.',
    stream: pivotStep,
    kernel: stepped(pivotStep, 9),
  }),
  defineIndicator({
    name: 'session_vwap',
    aliases: ['vwap_session', 'anchored_vwap'],
    title: 'Volume Weighted Average Price of the Session',
    group: 'volume',
    doc: 'Mean typical price weighted by volume since the session began, in price units; a day begins sessionstart minutes after midnight UTC.',
    source: 'S. Berkowitz, D. Logue and E. Noser, Journal of Finance (1988), begun anew with each session',
    pane: 'price',
    inputs: ['high', 'low', 'close', 'volume', 'ts'],
    params: [...sessionParams],
    outputs: [line()],
    lookback: () => 0,
    missing: 'Until something has traded in the session.',
    stream: sessionVwapStep,
    kernel: stepped(sessionVwapStep, 1),
  }),
]
