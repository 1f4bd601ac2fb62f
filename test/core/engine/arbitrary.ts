import fc from 'fast-check'

import type { CostSpec, FeeSpec, FinancingSpec, SlippageSpec } from '../../../core/contract/costs.ts'
import type { ProfileFields } from '../../../core/contract/profile.ts'
import { createActions } from '../../../core/engine/actions/actions.ts'
import type { Actions, CorporateAction } from '../../../core/engine/actions/actions.ts'
import { profiles } from '../../../core/engine/conventions/profiles.ts'
import type { Costs, Simulation } from '../../../core/engine/types.ts'
import type { Bars } from '../../../core/market-data/bars.ts'
import type { Signals } from '../../../core/strategy/signals.ts'
import { signalsOf } from './reference.ts'

const day = 86_400_000

/** Bars whose open, high, low and close fit together, with gaps between them. */
function barsOf(moves: readonly { gap: number; body: number; up: number; down: number }[], start = 100): Bars {
  const rows = moves.length
  const column = () => new Float64Array(rows)
  const bars = {
    rows,
    ts: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column().fill(1000),
  }
  let last = start
  moves.forEach(({ gap, body, up, down }, i) => {
    bars.ts[i] = Date.UTC(2020, 0, 1) + i * day
    bars.open[i] = last * (1 + gap)
    bars.close[i] = bars.open[i]! * (1 + body)
    bars.high[i] = Math.max(bars.open[i]!, bars.close[i]!) * (1 + up)
    bars.low[i] = Math.min(bars.open[i]!, bars.close[i]!) * (1 - down)
    last = bars.close[i]!
  })
  return bars
}

const share = (max: number) => fc.double({ min: 0, max, noNaN: true })
const signed = (max: number) => fc.double({ min: -max, max, noNaN: true })
const move = fc.oneof(
  { weight: 9, arbitrary: fc.record({ gap: signed(0.06), body: signed(0.12), up: share(0.05), down: share(0.05) }) },
  { weight: 1, arbitrary: fc.record({ gap: signed(0.5), body: signed(0.4), up: share(0.3), down: share(0.3) }) },
)
export const anyBars = fc.array(move, { minLength: 12, maxLength: 60, size: 'max' }).map((moves) => barsOf(moves))

export const anyCosts: fc.Arbitrary<Costs> = fc.record({
  cash: fc.constantFrom(1000, 10_000, 12_345.67),
  fees: share(0.01),
  feeFixed: share(5),
  slippage: share(0.01),
  spread: share(0.01),
  leverage: fc.constantFrom(1, 1, 2, 5, 20),
})

const simpleFee: fc.Arbitrary<FeeSpec> = fc.oneof(
  fc.record({ kind: fc.constant('percent' as const), rate: share(0.01) }),
  fc.record({ kind: fc.constant('perShare' as const), amount: share(0.5) }),
  fc.record({ kind: fc.constant('perContract' as const), amount: share(3), contractSize: fc.constantFrom(1, 10, 100) }),
  fc.record({ kind: fc.constant('fixed' as const), amount: share(5) }),
  fc.record({ kind: fc.constant('makerTaker' as const), maker: signed(0.002), taker: share(0.01) }),
  fc.constant<FeeSpec>({
    kind: 'tiered',
    tiers: [
      { upTo: 5000, rate: 0.01 },
      { upTo: 50_000, rate: 0.005 },
      { upTo: null, rate: 0.001 },
    ],
  }),
)
const anyFee: fc.Arbitrary<FeeSpec> = fc.oneof(
  simpleFee,
  fc.tuple(simpleFee, share(4)).map(([of, minimum]): FeeSpec => ({ kind: 'minimum', minimum, of })),
  fc.tuple(simpleFee, share(0.02)).map(([of, maximum]): FeeSpec => ({ kind: 'maximum', maximum: maximum + 1e-4, of })),
  fc.array(simpleFee, { minLength: 1, maxLength: 3 }).map((of): FeeSpec => ({ kind: 'sum', of })),
)
const anySlippage: fc.Arbitrary<SlippageSpec> = fc.oneof(
  fc.record({ kind: fc.constant('constant' as const), amount: share(0.5) }),
  fc.record({ kind: fc.constant('percent' as const), rate: share(0.01) }),
  fc.record({ kind: fc.constant('volumeShare' as const), impact: share(0.5) }),
  fc.record({ kind: fc.constant('squareRoot' as const), coefficient: share(2) }),
)
const yearDays = fc.constantFrom<360 | 365>(360, 365)
const anyFinancing: fc.Arbitrary<FinancingSpec> = fc.oneof(
  fc.record({ kind: fc.constant('borrow' as const), annual: share(0.5), yearDays }),
  fc.record({ kind: fc.constant('marginInterest' as const), annual: share(0.5), yearDays }),
  fc.record({ kind: fc.constant('funding' as const), rate: signed(0.001), everyHours: fc.constantFrom(8, 24, 36) }),
  fc.record({
    kind: fc.constant('rollover' as const),
    base: share(0.1),
    quote: share(0.1),
    markup: share(0.01),
    hour: fc.constantFrom(0, 22),
    yearDays,
  }),
)
/** Any cost models; the bars of `anyBars` have a volume of 1000. */
export const anyCostSpec: fc.Arbitrary<CostSpec> = fc.record(
  {
    fees: anyFee,
    slippage: anySlippage,
    financing: fc.array(anyFinancing, { maxLength: 3 }),
    volumeShare: fc.constantFrom(0.002, 0.01, 0.05, 1),
  },
  { requiredKeys: [] },
)

export const anyProfile: fc.Arbitrary<ProfileFields> = fc
  .tuple(
    fc.constantFrom(...profiles),
    fc.record(
      {
        fillTiming: fc.constantFrom('signalClose', 'nextOpen', 'nextClose'),
        stopReference: fc.constantFrom('fill', 'entryClose', 'signalClose'),
        stopExit: fc.constantFrom('stopPrice', 'close'),
        stopsFrom: fc.constantFrom('entryBar', 'nextBar'),
        levelsWatch: fc.constantFrom('range', 'close'),
        levelGap: fc.constantFrom('open', 'level'),
        targetTouch: fc.constantFrom('reached', 'beyond'),
        targetOf: fc.constantFrom('price', 'profit'),
        sameBar: fc.constantFrom('stopFirst', 'targetFirst', 'worst', 'trailingLast'),
        slippageOnStops: fc.boolean(),
        slippageOnTargets: fc.boolean(),
        slippageOnGaps: fc.boolean(),
        slippageAtOpen: fc.boolean(),
        slippageCap: fc.constantFrom('none', 'barRange'),
        feeBase: fc.constantFrom('value', 'perUnit', 'perTrade'),
        spreadOn: fc.constantFrom('entry', 'both'),
        units: fc.constantFrom('fractional', 'whole'),
        finalBar: fc.constantFrom('mark', 'exitClose', 'exitOpen', 'leaveOpen'),
        trailingFrom: fc.constantFrom('previousHigh', 'barHigh', 'barHighWorst', 'close'),
        oppositeEntry: fc.constantFrom('reverse', 'exitOnly', 'ignore'),
        closeFillBooked: fc.constantFrom('sameBar', 'nextBar'),
        touchEntryExits: fc.constantFrom('stopOnly', 'targetIfSafe', 'targetByClose'),
        stopLimitGap: fc.constantFrom('open', 'stop'),
        exitWithEntry: fc.constantFrom('exit', 'hold'),
        lastBarEntry: fc.boolean(),
        shortOfCash: fc.constantFrom('cut', 'refuse', 'borrow'),
        sizingPrice: fc.constantFrom('fill', 'signalClose'),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([profile, changes]) => ({ ...profile.fields, ...changes }) as ProfileFields)

const truths = (rows: number) =>
  fc.array(fc.constantFrom(0, 0, 0, 1), { minLength: rows, maxLength: rows }).map((values) => Uint8Array.from(values))
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 2 })
const rarely = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value })
const distances = (rows: number, max: number) =>
  fc
    .array(
      fc.oneof(
        { weight: 1, arbitrary: fc.constant(Number.NaN) },
        { weight: 4, arbitrary: fc.double({ min: 0.002, max, noNaN: true }) },
      ),
      { minLength: rows, maxLength: rows },
    )
    .map((values) => Float64Array.from(values))

function anySignals(bars: Bars): fc.Arbitrary<Signals> {
  const { rows } = bars
  const prices = distances(rows, 1).map((values) => values.map((value, i) => bars.close[i]! * (0.97 + 0.06 * value)))
  return fc
    .record({
      entryLong: truths(rows),
      exitLong: optional(truths(rows)),
      entryShort: optional(truths(rows)),
      exitShort: optional(truths(rows)),
      stopLoss: optional(distances(rows, 0.2)),
      takeProfit: optional(distances(rows, 0.2)),
      trailingStop: optional(distances(rows, 0.2)),
      trailingThen: rarely(distances(rows, 0.05)),
      trailingAfter: rarely(distances(rows, 0.05)),
      targets: rarely(
        fc.constant([
          { after: 0, fraction: 0.1 },
          { after: 3 * day, fraction: 0.01 },
          { after: 9 * day, fraction: -1 },
        ]),
      ),
      maxBarsHeld: optional(fc.constant(new Float64Array(rows).fill(4))),
      entryLimit: rarely(prices),
      entryStop: rarely(prices),
      cooldown: fc.constantFrom(0, 0, 2),
      sizing: fc.constantFrom<Signals['sizing']>(
        { kind: 'percent', percent: 100 },
        { kind: 'percent', percent: 100 },
        { kind: 'percent', percent: 2000 },
        { kind: 'value', value: 700 },
        { kind: 'units', units: 7 },
        { kind: 'volTarget', annual: 0.2, lookback: 5 },
        { kind: 'atrRisk', fraction: 0.02, lookback: 5, multiple: 2 },
        { kind: 'kelly', cap: 0.8 },
      ),
    })
    .map((rules) => signalsOf(rows, rules))
}

const anyAction = fc.record({
  bar: fc.nat(),
  split: fc.constantFrom(1, 1, 1, 2, 7, 1.5, 0.5, 0.1, 1 / 3),
  /** As a share of the price before it. */
  dividend: fc.oneof(fc.constant(0), share(0.08), fc.constant(0.5)),
})

/** Splits and dividends on different bars after the first. */
export function anyActions(bars: Bars): fc.Arbitrary<Actions> {
  return fc
    .uniqueArray(anyAction, { maxLength: 6, selector: ({ bar }) => bar % (bars.rows - 1) })
    .map((found) =>
      found
        .map(({ bar, split, dividend }): CorporateAction => {
          const at = 1 + (bar % (bars.rows - 1))
          return { bar: at, split, dividend: (dividend * bars.close[at - 1]!) / split }
        })
        .toSorted((a, b) => a.bar - b.bar),
    )
    .map((list) => createActions(bars, list))
}

export const anySimulation: fc.Arbitrary<Simulation> = anyBars.chain((bars) =>
  fc.record({
    bars: fc.constant(bars),
    signals: anySignals(bars),
    profile: anyProfile,
    costs: anyCosts,
    actions: fc.oneof(fc.constant(null), anyActions(bars)),
  }),
)
