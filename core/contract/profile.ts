import { z } from 'zod'
import { CostSpec } from './costs.ts'

/** Conventions of a run. Each field is explained in docs/profiles.md. */
export const ProfileFields = z.object({
  fillTiming: z.enum(['signalClose', 'nextOpen', 'nextClose']),
  crossRule: z.enum(['touch', 'strict', 'lastDifference']),
  stopReference: z.enum(['fill', 'entryClose', 'signalClose']),
  stopExit: z.enum(['stopPrice', 'close']),
  stopsFrom: z.enum(['entryBar', 'nextBar']),
  /** Prices of a bar that can reach a stop or target: all of its range, or its close, at which it then fills. */
  levelsWatch: z.enum(['range', 'close']),
  /** Where a bar opens beyond a level: at the open, or still at the level as far as the bar has such a price. */
  levelGap: z.enum(['open', 'level']),
  /** Whether a target is reached where the price just touches it. */
  targetTouch: z.enum(['reached', 'beyond']),
  /** What the fraction of a target is of: the price, or the profit after the fees of both sides. */
  targetOf: z.enum(['price', 'profit']),
  /** `trailingLast`: the stop, then the target, then a trailing stop that has moved. */
  sameBar: z.enum(['stopFirst', 'targetFirst', 'worst', 'trailingLast']),
  /** Whether stored bars of a shorter timeframe say in which order a bar reached its high and low, before any rule does. */
  intrabar: z.enum(['finerBars', 'assumed']),
  /** Whether stops and targets pay slippage; the next two say whether targets do too, and levels that a bar opens beyond. */
  slippageOnStops: z.boolean(),
  slippageOnTargets: z.boolean(),
  slippageOnGaps: z.boolean(),
  slippageAtOpen: z.boolean(),
  slippageCap: z.enum(['none', 'barRange']),
  feeBase: z.enum(['value', 'perUnit', 'perTrade']),
  spreadOn: z.enum(['entry', 'both']),
  units: z.enum(['fractional', 'whole']),
  finalBar: z.enum(['mark', 'exitClose', 'exitOpen', 'leaveOpen']),
  annualDays: z.union([z.literal(252), z.literal(365), z.literal('inferred')]),
  ddof: z.union([z.literal(0), z.literal(1)]),
  riskFree: z.number(),
  sharpeReturns: z.enum(['bar', 'daily', 'calendarDays', 'yearly']),
  sharpeFormula: z.enum(['arithmetic', 'geometric', 'perTrade', 'compoundedMean']),
  /** Sharpe ratio a year that the probabilistic Sharpe ratio asks about. */
  psrAgainst: z.number(),
  /** Skewness and kurtosis in it: population moments, or those corrected for the sample, the kurtosis less that of a normal. */
  psrMoments: z.enum(['population', 'sampleExcess']),
  drawdownClock: z.enum(['calendar', 'bars']),
  statsIncludeOpenTrade: z.boolean(),
  /**
   * Whether a trailing stop may tighten on the bar that it is tested on. `barHighWorst`: as `barHigh`, but a stop that the bar
   * reaches anyway stays, and on the entry bar the price is taken to rise only as far as the stop needs, and then to fall.
   */
  trailingFrom: z.enum(['previousHigh', 'barHigh', 'barHighWorst', 'close']),
  /** `reverse`: an opposite entry closes and turns the position; `exitOnly`: it closes it; `ignore`: it does nothing. */
  oppositeEntry: z.enum(['reverse', 'exitOnly', 'ignore']),
  /** Whether the signals due on a bar still act when a stop has closed the position on it; `ignored` tests stops before the open. */
  signalsOnStopBar: z.enum(['act', 'ignored']),
  /** Whether a fill at the signal's close enters the account on that bar or at the start of the next one. */
  closeFillBooked: z.enum(['sameBar', 'nextBar']),
  /** Whether an exit signal counts on a bar that also signals an entry on the same side. */
  exitWithEntry: z.enum(['exit', 'hold']),
  /** Whether an entry may be filled on the last bar. */
  lastBarEntry: z.boolean(),
  /**
   * Exits allowed on the bar of a limit or stop entry: the stop only; (stop entries) the target where the stop is out of reach;
   * or also the target, unless a bar that closes against its open has it on the far side of the close.
   */
  touchEntryExits: z.enum(['stopOnly', 'targetIfSafe', 'targetByClose']),
  /** Price of a stop-limit entry on a bar that opens beyond its stop: the open, or the stop itself where the limit is reached. */
  stopLimitGap: z.enum(['open', 'stop']),
  /** Fee taken into account when sizing: of the order at its fill price, or of one unit at the quoted price. */
  sizingFee: z.enum(['order', 'unit']),
  profitFactorOf: z.enum(['pnl', 'return']),
  /** Price from which a size in money becomes units: that of the fill, or the close of the signal's bar, known when ordering. */
  sizingPrice: z.enum(['fill', 'signalClose']),
  /** An order beyond the cash is made smaller, refused, or filled on credit. */
  shortOfCash: z.enum(['cut', 'refuse', 'borrow']),
  /** What `percent(p)` is a share of; they differ where several symbols share the account. */
  percentOf: z.enum(['equity', 'cash']),
  /** Order of several symbols within a moment: as listed, or those with a position first, whose sales then pay for purchases. */
  callOrder: z.enum(['listed', 'salesFirst']),
})
export type ProfileFields = z.infer<typeof ProfileFields>

export const Profile = z.object({ name: z.string(), hash: z.string(), title: z.string(), fields: ProfileFields })
export type Profile = z.infer<typeof Profile>

const Currency = z.string().regex(/^[A-Z]{3,5}$/, 'a currency is 3 to 5 capital letters, e.g. USD')

/** Costs and money, apart from the conventions. Fractions of value unless said. */
export const Account = z
  .object({
    cash: z.number().positive().default(100_000),
    fees: z.number().min(0).max(1).default(0),
    feeFixed: z.number().min(0).default(0),
    slippage: z.number().min(0).max(1).default(0),
    spread: z.number().min(0).max(1).default(0),
    leverage: z.number().min(1).max(1000).default(1),
    /** Fractions of the positions' value that equity must be to open one (1 / leverage) and to keep it (0: until nothing is left). */
    initialMargin: z.number().min(0.001).max(1).optional(),
    maintenanceMargin: z.number().min(0).max(0.999).optional(),
    /** `cash`: nothing is borrowed and nothing is sold short. */
    type: z.enum(['cash', 'margin']).optional(),
    /** `hedging`: a long and a short position of one symbol stand beside each other; else they net. */
    positions: z.enum(['netting', 'hedging']).optional(),
    /** Currency of the cash, and those of the symbols that are quoted in another one. */
    currency: Currency.optional(),
    currencies: z.record(z.string(), Currency).optional(),
    /** Models in place of the plain figures; they win over what a strategy module brings. */
    costs: CostSpec.optional(),
    /** Replaces the strategy's own `sizing`. */
    sizing: z.string().optional(),
  })
  .superRefine((account, context) => {
    const { leverage, initialMargin, maintenanceMargin = 0, type } = account
    const refuse = (path: keyof typeof account, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (initialMargin !== undefined && leverage !== 1 && Math.abs(leverage * initialMargin - 1) > 1e-9)
      refuse('initialMargin', `${initialMargin} is not 1 / leverage ${leverage}: give one of the two`)
    if (maintenanceMargin >= (initialMargin ?? 1 / leverage))
      refuse(
        'maintenanceMargin',
        `${maintenanceMargin} is not below the initial margin ${initialMargin ?? 1 / leverage}`,
      )
    if (account.currencies !== undefined && account.currency === undefined)
      refuse('currency', 'series have a currency, and the account has none')
    if (type === 'cash' && (leverage !== 1 || (initialMargin ?? 1) !== 1))
      refuse('type', 'a cash account borrows nothing, so it takes no leverage and no initial margin')
  })
export type Account = z.infer<typeof Account>
