import type { RunRecord } from '../contract/backtest.ts'
import { feeText, financingText, slippageText, trim } from './cost-words.ts'
import type { MarketSpec } from '../contract/market.ts'
import { leverageOf } from '../engine/costs/margin.ts'
import type { ProfileFields } from '../contract/profile.ts'
import { intrabarFact } from '../trust/intrabar-words.ts'

const words = {
  fillTiming: { signalClose: 'close of the signal bar', nextOpen: 'next open', nextClose: 'next close' },
  sameBar: {
    stopFirst: 'stop first',
    targetFirst: 'target first',
    worst: 'worst case first',
    trailingLast: 'stop, target, trailing stop',
  },
  finalBar: {
    mark: 'marked at close',
    exitClose: 'closed at the last close',
    exitOpen: 'closed at the last open',
    leaveOpen: 'left out of the statistics',
  },
  crossRule: {
    touch: 'rises above after touching or below',
    strict: 'strictly below, then above',
    lastDifference: 'side changed since they last differed',
  },
  stopReference: { fill: 'fill price', entryClose: 'close of the entry bar', signalClose: 'close of the signal bar' },
  levelGap: { open: 'at its open', level: 'at the level, as far as the bar has it' },
  shortOfCash: { cut: 'made smaller', refuse: 'refused', borrow: 'filled on credit' },
  sharpeFormula: {
    arithmetic: 'arithmetic',
    geometric: 'geometric',
    perTrade: 'from the profits of trades',
    compoundedMean: 'compounded mean',
  },
  sharpeReturns: { bar: 'per bar', daily: 'daily', calendarDays: 'of calendar days', yearly: 'yearly' },
  oppositeEntry: { reverse: 'turns the position', exitOnly: 'closes the position', ignore: 'ignored' },
} as const

/** What was assumed in this run, in the order in which it moves results most; every label is plain English. */
export function assumptions({
  universe,
  profile,
  account,
  strategy,
  data,
  intrabar,
  market,
}: RunRecord): { label: string; value: string }[] {
  const fields: ProfileFields = profile.fields
  const percent = (value: number) => (value === 0 ? 'none' : `${trim(value * 100)}% a side`)
  const perUnit = fields.feeBase === 'perUnit' ? 'a unit' : 'an order'
  const figure =
    fields.feeBase === 'value' || account.fees === 0 ? percent(account.fees) : `${trim(account.fees)} ${perUnit}`
  const models = account.costs
  const sizing = account.sizing ?? sizingOf(strategy.text)
  return [
    ...(market === undefined
      ? [
          { label: 'Fill', value: words.fillTiming[fields.fillTiming] },
          { label: 'Same-bar stops', value: words.sameBar[fields.sameBar] },
          { label: 'Order inside bars', value: intrabarFact(intrabar) },
        ]
      : marketAssumptions(market)),
    {
      label: 'Fee',
      value:
        models?.fees !== undefined
          ? feeText(models.fees)
          : account.feeFixed === 0
            ? figure
            : `${figure} + ${trim(account.feeFixed)} an order`,
    },
    {
      label: 'Slippage',
      value: models?.slippage === undefined ? percent(account.slippage) : slippageText(models.slippage),
    },
    {
      label: 'Spread',
      value:
        account.spread === 0
          ? 'none'
          : `${trim(account.spread * 100)}% ${fields.spreadOn === 'both' ? 'both ways' : 'on entry'}`,
    },
    ...(models?.financing ?? []).map((spec) => ({ label: 'Holding', value: financingText(spec) })),
    ...(models?.volumeShare === undefined
      ? []
      : [{ label: 'Volume', value: `fills take at most ${trim(models.volumeShare * 100)}% of a bar` }]),
    ...actionFacts(data),
    { label: 'Sizing', value: sizing },
    ...(universe === undefined
      ? []
      : [
          {
            label: 'Universe',
            value: `${universe.name}, positions ${universe.leaving === 'close' ? 'closed' : 'kept'} when leaving`,
          },
        ]),
    { label: 'Units', value: fields.units === 'whole' ? 'whole' : 'fractional' },
    { label: 'Leverage', value: leverageOf(account) === 1 ? 'none' : `${trim(leverageOf(account))} times` },
    ...(account.maintenanceMargin === undefined
      ? []
      : [{ label: 'Maintenance margin', value: `${trim(account.maintenanceMargin * 100)}% of positions` }]),
    ...(account.type === 'cash' ? [{ label: 'Account', value: 'cash: nothing borrowed, no shorts' }] : []),
    { label: 'Cash at start', value: account.cash.toLocaleString('en-US') },
    ...(account.positions === 'hedging' ? [{ label: 'Positions', value: 'long and short beside each other' }] : []),
    ...(account.currency === undefined ? [] : [{ label: 'Currency', value: account.currency }]),
    ...data.flatMap(({ symbol, exchange }) =>
      exchange === undefined
        ? []
        : [
            {
              label: `Currency of ${symbol}`,
              value: `${exchange.currency}, by ${exchange.symbol} ${exchange.timeframe}`,
            },
          ],
    ),
    { label: 'Crossing', value: words.crossRule[fields.crossRule] },
    { label: 'Stops measured from', value: words.stopReference[fields.stopReference] },
    { label: 'A bar that opens beyond a level', value: words.levelGap[fields.levelGap] },
    { label: 'Order beyond the cash', value: words.shortOfCash[fields.shortOfCash] },
    { label: 'Opposite entry', value: words.oppositeEntry[fields.oppositeEntry] },
    {
      label: 'Year',
      value: fields.annualDays === 'inferred' ? '252 or 365 days, by weekends' : `${fields.annualDays} days`,
    },
    { label: 'Returns for Sharpe', value: sharpeBasis(fields) },
    { label: 'Deviation', value: fields.ddof === 1 ? 'sample, ddof 1' : 'population, ddof 0' },
    { label: 'Risk-free', value: `${(fields.riskFree * 100).toFixed(2)}%` },
    { label: 'Drawdown clock', value: fields.drawdownClock === 'calendar' ? 'calendar days' : 'bars' },
    { label: 'Open trade', value: words.finalBar[fields.finalBar] },
    { label: 'Benchmark', value: `${data[0]?.symbol ?? 'first symbol'} held, no costs` },
  ]
}

function sharpeBasis({ sharpeReturns, sharpeFormula }: ProfileFields): string {
  const formula = words.sharpeFormula[sharpeFormula]
  return sharpeFormula === 'perTrade' ? formula : `${words.sharpeReturns[sharpeReturns]}, ${formula}`
}

/** A line a symbol, or one for all where there are many. */
function actionFacts(data: RunRecord['data']): { label: string; value: string }[] {
  const label = 'Splits and dividends'
  const acted = data.flatMap(({ symbol, actions }) => (actions === undefined ? [] : [{ symbol, count: actions.count }]))
  if (acted.length <= 5)
    return acted.map(({ symbol, count }) => ({ label, value: `${count} of ${symbol}, each on its day` }))
  const total = acted.reduce((sum, { count }) => sum + count, 0)
  return [{ label, value: `${total} of ${acted.length} symbols, each on its day` }]
}

function sizingOf(text: string): string {
  const every = /"rebalance"\s*:\s*"?([0-9]+[dwMqy]?)"?/.exec(text)?.[1]
  if (every !== undefined) return `weights, every ${/^[0-9]+$/.test(every) ? `${every} bars` : every}`
  if (!text.trimStart().startsWith('{')) return 'by the strategy'
  const found = /"sizing"\s*:\s*"([^"]+)"/.exec(text)?.[1]
  return found ?? 'percent(100)'
}

/** How ticks or a recorded order book were met. */
export function marketAssumptions({ latency, queue, bars }: MarketSpec): { label: string; value: string }[] {
  const related = (rho: number) => (rho === 0 ? '' : `, correlation ${trim(rho)} with volatility`)
  const delay =
    latency === undefined || latency.kind === 'constant'
      ? `${trim(latency?.entry ?? 0)} ms there, ${trim(latency?.response ?? 0)} ms back`
      : latency.kind === 'feed'
        ? `drawn from the delays of the feed${related(latency.correlation)}`
        : `drawn from ${latency.entry.length} measured delays${related(latency.correlation)}`
  const place =
    queue?.kind === 'riskAverse' ? 'risk-averse' : queue?.kind === 'log' ? 'log' : `power ${trim(queue?.exponent ?? 1)}`
  return [
    { label: 'Fill', value: 'recorded quotes, trades and levels' },
    { label: 'Latency', value: delay },
    { label: 'Queue', value: place },
    ...(bars === undefined ? [] : [{ label: 'Bars', value: `${bars}, gathered` }]),
  ]
}
