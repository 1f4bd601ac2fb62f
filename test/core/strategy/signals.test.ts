import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { StrategyParam } from '../../../core/contract/strategy.ts'
import { indicators } from '../../../core/indicators/registry.ts'
import { checkStrategy } from '../../../core/strategy/check.ts'
import { compileStrategy } from '../../../core/strategy/compile.ts'
import { createTogether } from '../../../core/strategy/evaluate-together.ts'
import { evaluateSignals } from '../../../core/strategy/evaluate.ts'
import { explainTerms } from '../../../core/strategy/explain.ts'
import { languageFunctions } from '../../../core/strategy/functions.ts'
import { languageItems } from '../../../core/strategy/language.ts'
import { parseStrategy } from '../../../core/strategy/parse-strategy.ts'
import { createScratch } from '../../../core/strategy/run.ts'
import { createSeriesCache } from '../../../core/strategy/series-cache.ts'
import { listTemplates } from '../../../core/strategy/templates.ts'
import { fieldNames } from '../../../core/strategy/tree.ts'
import { numbersOf, randomBars, signalsOf, strategyOf, truthsOf } from './evaluating.ts'

const bars = randomBars(300, 2)
const cross = {
  params: [
    { name: 'fast', type: 'int', default: 5, min: 1, max: 100 },
    { name: 'slow', type: 'int', default: 20, min: 1, max: 100 },
  ],
  let: { f: 'sma(close, $fast)', s: 'sma(close, $slow)' },
  entryLong: 'crossover(f, s)',
  exitLong: 'crossunder(f, s)',
  stopLoss: '2 * atr($fast) / close',
  takeProfit: '0.06',
}

describe('signals', () => {
  it('have a column for each rule given and null for the others', () => {
    const s = signalsOf(
      {
        ...cross,
        maxBarsHeld: '$fast',
        entryLimit: 'close * 0.99',
        sizing: 'percent($slow)',
        cooldown: 3,
        constraints: { lotSize: 10, allowShort: false, maxPositions: 4 },
      },
      bars,
    )
    expect([s.rows, s.entryShort, s.exitShort, s.trailingStop, s.entryStop]).toEqual([300, null, null, null, null])
    expect(s.takeProfit!.every((v) => v === 0.06)).toBe(true)
    expect(s.maxBarsHeld!.every((v) => v === 5)).toBe(true)
    expect(s.entryLimit![7]).toBe(bars.close[7]! * 0.99)
    expect([s.sizing, s.cooldown, s.constraints, s.lookback]).toEqual([
      { kind: 'percent', percent: 20 },
      3,
      { lotSize: 10, allowShort: false, maxPositions: 4 },
      20,
    ])
    expect(s.entryLong!.some((v) => v === 1)).toBe(true)
  })

  it('are the same with a shared cache and scratch as without, for all parameter sets', () => {
    const program = compileStrategy(strategyOf(cross))
    const cache = createSeriesCache()
    const scratch = createScratch()
    const other = randomBars(250, 77)
    for (const on of [bars, other, bars]) {
      for (const [fast, slow] of [
        [5, 20],
        [20, 5],
        [7, 7],
        [5, 20],
        [3, 50],
      ] as const) {
        const shared = evaluateSignals(program, on, { fast, slow }, { crossRule: 'touch', cache, scratch })
        const alone = evaluateSignals(program, on, { fast, slow }, { crossRule: 'touch' })
        expect(shared).toEqual(alone)
      }
    }
  })

  it('keep the columns of one evaluation where no scratch is given', () => {
    const program = compileStrategy(strategyOf(cross))
    const cache = createSeriesCache()
    const first = evaluateSignals(program, bars, { fast: 5, slow: 20 }, { crossRule: 'touch', cache })
    const copy = structuredClone(first)
    evaluateSignals(program, bars, { fast: 3, slow: 50 }, { crossRule: 'touch', cache })
    expect(first).toEqual(copy)
  })

  it('compute a series once for all parameter sets, and forget the longest unused', () => {
    const sma = indicators.find((i) => i.name === 'sma')!
    const calc = sma.calc
    let calls = 0
    Object.assign(sma, { calc: (...args: Parameters<typeof calc>) => (calls++, calc(...args)) })
    try {
      const program = compileStrategy(strategyOf({ ...cross, stopLoss: '' }))
      const sweep = (cache = createSeriesCache()): number => {
        calls = 0
        for (let fast = 2; fast <= 20; fast++)
          for (let slow = fast + 1; slow <= 20; slow++)
            evaluateSignals(program, bars, { fast, slow }, { crossRule: 'touch', cache })
        return calls
      }
      expect(sweep()).toBe(19)
      const small = createSeriesCache(8 * 300 * 8)
      expect(sweep(small)).toBeGreaterThan(19)
      expect(small.bytes()).toBeLessThanOrEqual(8 * 300 * 8)
    } finally {
      Object.assign(sma, { calc })
    }
  })

  it('refuse parameters that a function cannot take, naming both', () => {
    const params = [{ name: 'n', type: 'int', default: 5, min: 0, max: 9 }]
    expect(() => signalsOf({ params, entryLong: 'close > mean(close, $n - 1)' }, bars, {}, { n: 0 })).toThrow(
      'n of mean must be a whole number from 1 to 100000, the parameters make it -1',
    )
    expect(() => signalsOf({ params, entryLong: 'close > sma(close, $n)' }, bars, {}, { n: 0 })).toThrow(
      'timeperiod of sma must be',
    )
  })

  it('know parameters by their own names only', () => {
    const params = [{ name: 'constructor', type: 'int', default: 3, min: 1, max: 9 }]
    expect(signalsOf({ params, entryLong: 'close > open', maxBarsHeld: '$constructor' }, bars).maxBarsHeld![0]).toBe(3)
  })

  it('work on no bars at all', () => {
    const s = signalsOf(
      {
        ...cross,
        exitShort: 'htf(close, "1w") > open',
        entryShort: 'rank(close, 3) > 0.5',
        trailingStop: 'quantile(close, 5, 0.5) / close',
      },
      randomBars(0, 1),
    )
    expect(s.entryLong).toHaveLength(0)
    expect(s.trailingStop).toHaveLength(0)
  })

  it('mean gives the exact doubles of sma, before and after gaps of its input', () => {
    const ties = randomBars(200, 9, { ties: true })
    expect([...numbersOf('mean(close, 7)', ties)]).toEqual([...numbersOf('sma(close, 7)', ties)])
    expect([...numbersOf('mean(returns, 7)', ties)]).toEqual([...numbersOf('sma(returns, 7)', ties)])
  })

  it('give the kinds of average last place, and TA-Lib its order where all are given', () => {
    const { canonical } = strategyOf({
      entryLong: 'stoch(14, 3, 5).slowk > stoch(14, 3, 0, 5, 0).slowk',
      exitLong: 'stoch(14, slowd_period=5).d > 0 or ppo(close, 5, 9, 1) > 0',
    })
    expect(canonical['entryLong']).toBe(
      'stoch(high, low, close, 14, 3, 0, 5, 0).k > stoch(high, low, close, 14, 3, 0, 5, 0).k',
    )
    expect(canonical['exitLong']).toContain('stoch(high, low, close, 14, 3, 0, 5, 0).d')
    expect(canonical['exitLong']).toContain('ppo(close, 5, 9, 1)')
  })

  it('take plain conditions', () => {
    expect(truthsOf('true', bars).every((v) => v === 1)).toBe(true)
    expect(truthsOf('false or 1 > 2', bars).every((v) => v === 0)).toBe(true)
    expect(truthsOf('not false and close > 0', bars).every((v) => v === 1)).toBe(true)
  })
})

describe('explaining a bar', () => {
  const strategy = strategyOf({
    ...cross,
    stopLoss: '',
    takeProfit: '',
    exitLong: 'close < $slow * 2 or not rsi(close, 14) > 50',
  })
  it('gives each term its value, inner terms first, and says why', () => {
    const signals = evaluateSignals(compileStrategy(strategy), bars, {}, { crossRule: 'touch' })
    const bar = signals.entryLong!.indexOf(1)
    const { terms, sentence, lookback } = explainTerms(strategy, { bars, bar, params: { fast: 5, slow: 20 } })
    const entry = terms.filter((t) => t.rule === 'entryLong')
    expect(entry.map((t) => [t.text, t.kind])).toEqual([
      ['sma(close, 5)', 'number'],
      ['sma(close, 20)', 'number'],
      ['crossover(sma(close, 5), sma(close, 20))', 'truth'],
    ])
    expect(entry.map((t) => t.value)).toEqual([
      numbersOf('sma(close, 5)', bars)[bar],
      numbersOf('sma(close, 20)', bars)[bar],
      1,
    ])
    expect(terms.filter((t) => t.rule === 'exitLong').map((t) => t.text)).toEqual([
      'close',
      'close < 40',
      'rsi(close, 14)',
      'rsi(close, 14) > 50',
      'not (rsi(close, 14) > 50)',
      '(close < 40) or (not (rsi(close, 14) > 50))',
    ])
    expect(sentence).toMatch(
      /^Enter long: yes, sma\(close, 5\) \([\d.]+, then [\d.]+\) crosses above sma\(close, 20\) \(.*\)\. Exit long: (yes|no), .*\.$/,
    )
    expect(lookback).toBe(20)
  })

  it('has null where a term has no value yet, and says so', () => {
    const { terms, sentence } = explainTerms(strategy, { bars, bar: 3, params: { fast: 5, slow: 20 } })
    expect(terms[0]).toEqual({ rule: 'entryLong', text: 'sma(close, 5)', kind: 'number', value: null })
    expect(sentence).toContain('This is bar 4; the rules need 20 bars')
  })
})

describe('language items', () => {
  it('are every field, function, operator, indicator and sizing, each once', () => {
    const items = languageItems()
    const names = items.map((i) => `${i.kind} ${i.name}`)
    expect(new Set(names).size).toBe(names.length)
    const has = (name: string): boolean => items.some((i) => i.name === name)
    expect(
      [
        ...fieldNames,
        ...indicators.map((i) => i.name),
        ...languageFunctions.map((f) => (f.name === 'neg' ? '-x' : f.name)),
        'percent',
        'kelly',
        'htf',
        'ref',
      ].filter((n) => !has(n)),
    ).toEqual([])
    expect(items.filter((i) => i.doc.length < 8 || i.signature === '' || i.group === '').map((i) => i.name)).toEqual([])
    expect(items.find((i) => i.name === 'macd')?.signature).toBe(
      'macd(real, fastperiod=12, slowperiod=26, signalperiod=9).macd|signal|hist',
    )
  })

  it('are named in the docs as the checker takes them', () => {
    for (const { kind, name, signature } of languageItems()) {
      if (kind === 'operator' || kind === 'sizing') continue
      const call = signature.replace(/=[^,)]+/g, '').split(')')[0]!
      const { problems } = parseStrategy(
        JSON.stringify({ name: 'x', entryLong: `${kind === 'field' ? name : `${call})`} > 0` }),
      )
      expect(problems.map((p) => p.message).filter((m) => m.startsWith('unknown function'))).toEqual([])
    }
  })
})

describe('templates', () => {
  const folder = 'resources/templates'
  const templates = listTemplates(folder)
  it('are all listed', () => {
    expect(existsSync(folder)).toBe(true)
    expect(templates.map((t) => `${t.name}.strategy.json`).sort()).toEqual(
      readdirSync(folder)
        .filter((f) => f.endsWith('.strategy.json'))
        .sort(),
    )
  })

  it.each(templates.map((t) => [t.name, t] as const))(
    '%s is without any problem, causal, and trades on something',
    (name, { text, title, description }) => {
      const checked = checkStrategy(text, name, { causality: true })
      expect(checked).toMatchObject({ ok: true, problems: [], name, causality: 'proven' })
      expect([title, description].every((t) => t.length > 3)).toBe(true)
      expect(
        checked.params.every((p) => StrategyParam.safeParse(p).success && p.min !== undefined && p.max !== undefined),
      ).toBe(true)
      const symbols = [5, 6].map((seed) => ({ symbol: `X${seed}`, bars: randomBars(2_000, seed), members: null }))
      const program = compileStrategy(parseStrategy(text).strategy!)
      const found = createTogether(program, symbols, { crossRule: 'touch' })({})
      expect(found.some(({ entryLong, weight }) => entryLong?.includes(1) || weight?.some((share) => share > 0))).toBe(
        true,
      )
    },
  )
})
