import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Params, Problem, Symbol, Timeframe, UnixMs } from './common.ts'

export const StrategyParam = z.object({
  name: z.string().regex(/^[a-z][A-Za-z0-9_]*$/),
  type: z.enum(['int', 'float']).default('float'),
  default: z.number(),
  min: z.number().optional(),
  max: z.number().optional(),
  step: z.number().positive().optional(),
  label: z.string().optional(),
})
export type StrategyParam = z.infer<typeof StrategyParam>

export const CheckedStrategy = z.object({
  ok: z.boolean(),
  problems: z.array(Problem),
  /** Bars a rule needs before its first value, with the default parameters. */
  lookback: z.number().int().nullable(),
  hash: z.string().nullable(),
  name: z.string().nullable(),
  params: z.array(StrategyParam),
  /** Rule by rule, in the canonical form the hash is taken over. */
  canonical: z.record(z.string(), z.string()),
  causality: z.enum(['proven', 'violated', 'unchecked']),
})
export type CheckedStrategy = z.infer<typeof CheckedStrategy>

export const StrategySummary = z.object({
  file: z.string(),
  name: z.string(),
  hash: z.string().nullable(),
  ok: z.boolean(),
  problems: z.number().int(),
  params: z.array(StrategyParam),
  updatedAt: UnixMs,
})
export type StrategySummary = z.infer<typeof StrategySummary>

export const Template = z.object({ name: z.string(), title: z.string(), description: z.string(), text: z.string() })
export type Template = z.infer<typeof Template>

/** A name the rule language knows, for completion and the docs. */
export const LanguageItem = z.object({
  name: z.string(),
  kind: z.enum(['field', 'function', 'indicator', 'operator', 'sizing', 'param']),
  signature: z.string(),
  doc: z.string(),
  group: z.string(),
})
export type LanguageItem = z.infer<typeof LanguageItem>

const File = z.string().min(1).max(128)

export const strategy = {
  list: oc
    .route({ method: 'GET', path: '/strategies', summary: 'Strategies of the workspace' })
    .output(z.array(StrategySummary)),
  templates: oc
    .route({ method: 'GET', path: '/strategies/templates', summary: 'Bundled templates' })
    .output(z.array(Template)),
  language: oc
    .route({
      method: 'GET',
      path: '/strategies/language',
      summary: 'Fields, functions and indicators of the rule language',
    })
    .output(z.array(LanguageItem)),
  read: oc
    .route({ method: 'GET', path: '/strategies/read', summary: 'Text of a strategy' })
    .input(z.object({ file: File }))
    .output(z.object({ file: z.string(), text: z.string(), hash: z.string(), updatedAt: UnixMs })),
  /** Refuses with `conflict` where the file changed since `expected` was read. */
  save: oc
    .route({ method: 'POST', path: '/strategies/save', summary: 'Write a strategy' })
    .input(z.object({ file: File, text: z.string().max(200_000), expected: z.string().optional() }))
    .output(z.object({ file: z.string(), hash: z.string() })),
  create: oc
    .route({ method: 'POST', path: '/strategies/create', summary: 'New strategy from a template' })
    .input(
      z.object({
        name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'letters, digits, - and _, at most 64'),
        template: z.string(),
      }),
    )
    .output(z.object({ file: z.string(), text: z.string() })),
  remove: oc
    .route({ method: 'POST', path: '/strategies/remove', summary: 'Delete a strategy' })
    .input(z.object({ file: File }))
    .output(z.object({ removed: z.boolean(), text: z.string() })),
  check: oc
    .route({ method: 'POST', path: '/strategies/check', summary: 'All problems of a strategy text at once' })
    .input(z.object({ text: z.string().max(200_000), path: z.string().default('strategy.json') }))
    .output(CheckedStrategy),
  /** What the text would do on stored data: signal bars, rule lines, and the trades in short. For the live preview. */
  signals: oc
    .route({ method: 'POST', path: '/strategies/signals', summary: 'Signals of a strategy text on stored data' })
    .input(
      z.object({
        text: z.string().max(200_000),
        symbol: Symbol,
        timeframe: Timeframe.optional(),
        params: Params.default({}),
        from: UnixMs.optional(),
        to: UnixMs.optional(),
        points: z.number().int().min(50).max(5000).default(600),
      }),
    )
    .output(
      z.object({
        ts: z.array(UnixMs),
        close: z.array(z.number().nullable()),
        /** The named series of `let`, by name. */
        lines: z.record(z.string(), z.array(z.number().nullable())),
        entries: z.array(z.object({ ts: UnixMs, price: z.number(), side: z.enum(['long', 'short']) })),
        exits: z.array(
          z.object({ ts: UnixMs, price: z.number(), side: z.enum(['long', 'short']), reason: z.string() }),
        ),
        spans: z.array(z.object({ from: UnixMs, to: UnixMs, side: z.enum(['long', 'short']) })),
        sharpe: z.number().nullable(),
        maxDrawdown: z.number().nullable(),
        totalReturn: z.number().nullable(),
        elapsedMs: z.number(),
      }),
    ),
  /** Each term of each rule with its value on one bar. */
  explain: oc
    .route({ method: 'POST', path: '/strategies/explain', summary: 'Every term of the rules on one bar' })
    .input(
      z.object({
        text: z.string().max(200_000),
        symbol: Symbol,
        timeframe: Timeframe.optional(),
        params: Params.default({}),
        ts: UnixMs,
      }),
    )
    .output(
      z.object({
        ts: UnixMs,
        sentence: z.string(),
        terms: z.array(
          z.object({
            rule: z.string(),
            text: z.string(),
            kind: z.enum(['number', 'truth']),
            value: z.number().nullable(),
          }),
        ),
        lookback: z.number().int(),
      }),
    ),
}
