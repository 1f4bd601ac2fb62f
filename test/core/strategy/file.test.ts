import { describe, expect, it } from 'vitest'
import { AppError } from '../../../core/contract/errors.ts'
import { checkParams } from '../../../core/strategy/params.ts'
import { parseStrategy, requireStrategy } from '../../../core/strategy/parse-strategy.ts'
import { parseSizing, resolveSizing } from '../../../core/strategy/sizing.ts'
import { strategyOf } from './evaluating.ts'

function places(text: string): string[] {
  return parseStrategy(text, 'f.json').problems.map(
    (p) => `${p.line}:${p.column}+${p.length} ${p.severity === 'warning' ? 'warning ' : ''}${p.message}`,
  )
}

function thrown(f: () => unknown): AppError {
  try {
    f()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('strategy file', () => {
  it('reports broken JSON where it breaks', () => {
    expect(places('{\n  "name": "x",\n  "entryLong": "close > open",\n}')).toEqual([
      '4:1+1 a name in double quotes is expected here',
    ])
    expect(places('{ "name": "x" "entryLong": "close > open" }')).toEqual(['1:15+11 a comma is expected here'])
    expect(places('{ "name": "x", // no\n "entryLong": "close > open" }')).toEqual([
      '1:16+5 comments are not allowed in JSON',
    ])
    expect(places('{ "name": "x", "entryLong": "close > open"')).toEqual(['1:42+1 a closing } is missing'])
    expect(places('')).toHaveLength(1)
    expect(places('[1]')).toEqual(['1:1+3 a strategy is a JSON object'])
    expect(places('{ "name": "x", "entryLong": "clse > open", }')[0]).toBe('1:30+4 unknown name clse')
  })

  it('finds places behind escapes, wide characters and line ends', () => {
    expect(places('{\r\n\t"name": "😀",\r\n\t"entryLong": "\\u0063lose \\u003e \\"a\\""\r\n}')).toEqual([
      '3:34+5 a quoted text cannot stand here',
    ])
    expect(places('{"name": "x",\n "entryLong": "close\\t> opne"}')).toEqual(['2:25+4 unknown name opne'])
    expect(places('\uFEFF{"name": "x",\n "entryLong": "opne > close"}')).toEqual(['2:16+4 unknown name opne'])
  })

  it('reports all problems at once, sorted', () => {
    const text = `{
  "name": "",
  "paramz": [],
  "params": [{ "name": "Fast", "default": 1 }, { "name": "n", "type": "int", "default": 1.5 }, { "name": "m", "default": 9, "max": 3 }, { "name": "m" }, 7, { "name": "o", "default": 1, "stepp": 1, "step": 0, "min": 2, "max": 1 }],
  "let": { "close": "open", "1a": "open", "a": "b", "b": "a", "c": "" },
  "entryLong": "a > opn",
  "entryLong": "close > open",
  "stopLoss": "-0.1",
  "trailingStop": "3",
  "takeProfit": ["x"],
  "maxBarsHeld": "close > open",
  "entryLimit": "rsi(close, 14)",
  "exitShort": "close > open",
  "sizing": "percent(0)",
  "cooldown": -1,
  "constraints": { "lotSize": 0, "allowShort": 1, "maxPositions": 0.5, "tickSize": "a", "lots": 1 },
  "rationale": { "regime": 1, "why": "" }
}`
    const lines = text.split('\n')
    const marked = parseStrategy(text).problems.map(({ line, column, length = 0, severity, message }) => {
      const range = lines[line - 1]!.slice(column - 1, column - 1 + length)
      return `${line} ${range} | ${severity === 'warning' ? 'warning ' : ''}${message}`
    })
    expect(marked).toEqual([
      '2 "" | "name" must be a text of 1 to 64 characters',
      '3 "paramz" | a strategy has no field "paramz"',
      '4 "Fast" | a parameter name starts with a small letter and has letters, digits and _ only',
      '4 1.5 | "default" of an int parameter must be a whole number',
      '4 9 | the default 9 is outside -∞ to 3',
      '4 { "name": "m" } | a parameter needs a "default"',
      '4 7 | a parameter is an object with "name" and "default"',
      '4 "stepp" | a parameter has no field "stepp"',
      '4 0 | "step" must be above 0',
      '4 2 | "min" 2 is above "max" 1',
      '5 "close" | close already has a meaning in rules',
      '5 "1a" | "1a" is no name: letters, digits and _ only, not starting with a digit',
      '5 "b" | a is defined by itself: a -> b -> a',
      '5 "" | c in "let" is empty',
      '6 opn | unknown name opn',
      '7 "entryLong" | "entryLong" is given twice',
      '8 "-0.1" | stopLoss must be above 0',
      '9 "3" | warning trailingStop 3 is 300 % of the entry price',
      '10 ["x"] | a rule is a text in quotes',
      '11 close > open | maxBarsHeld needs a number, this is a condition',
      '12 "rsi(close, 14)" | warning entryLimit is a price, this is not',
      '13 "close > open" | warning exitShort has no entryShort to exit from',
      '14 0 | p of percent must be above 0 and at most 10000, it is 0',
      '15 -1 | "cooldown" must be a whole number of bars, 0 or more',
      '16 0 | "lotSize" must be a number above 0',
      '16 1 | "allowShort" must be true or false',
      '16 0.5 | "maxPositions" must be a whole number, 1 or more',
      '16 "a" | "tickSize" must be a number above 0',
      '16 "lots" | "constraints" has no field "lots"',
      '17 1 | "regime" must be a text',
      '17 "why" | "rationale" has no field "why"',
    ])
  })

  it('limits parameters and parts', () => {
    const many = {
      name: 'x',
      params: Array.from({ length: 13 }, (_, i) => ({ name: `p${i}`, default: i + 1 })),
      entryLong: 'close > open',
    }
    expect(parseStrategy(JSON.stringify(many)).problems[0]?.message).toBe(
      'a strategy has at most 12 parameters, this one has 13',
    )
    const part = Array.from({ length: 18 }, () => 'high').join(' + ')
    const large = {
      name: 'x',
      let: { a: part, b: part, c: part },
      entryLong: 'a + b + c > open',
      exitLong: `a > ${part}`,
    }
    expect(parseStrategy(JSON.stringify(large)).problems.map((p) => p.message)).toEqual([
      'the rules together have more than 120 parts',
    ])
  })

  it('says what is not used, once nothing else is wrong', () => {
    const text = JSON.stringify(
      {
        name: 'x',
        params: [
          { name: 'n', default: 1 },
          { name: 'p', default: 50 },
        ],
        let: { a: 'open' },
        entryLong: 'close > open',
        sizing: 'percent($p)',
      },
      null,
      1,
    )
    expect(places(text)).toEqual([
      '5:12+3 warning the parameter n is not used',
      '14:3+3 warning a in "let" is not used',
    ])
    expect(parseStrategy(text).strategy).not.toBeNull()
  })

  it('refuses to run what has an error, with the place and all problems', () => {
    const error = thrown(() => requireStrategy('{"name": "x", "entryLong": "clse > opn"}', 'my.strategy.json'))
    expect(error.code).toBe('invalid-strategy')
    expect(error.message).toBe('my.strategy.json:1:29: unknown name clse (and 1 more)')
    expect(error.hint).toBe('Did you mean close?')
    expect(error.data?.['problems']).toHaveLength(2)
  })

  it('takes numbers and null in the place of rules', () => {
    const { stopLoss, takeProfit } = strategyOf({
      entryLong: 'close > open',
      stopLoss: 0.03,
      takeProfit: null,
      exitLong: null,
    }).rules
    expect([stopLoss?.kind, takeProfit]).toEqual(['const', undefined])
    expect(places('{"name": "x", "entryLong": true}')[0]).toBe('1:28+4 a rule is a text in quotes')
  })

  it('takes prototype names as what they are', () => {
    expect(
      places(
        '{"name": "x", "__proto__": {}, "entryLong": "constructor > toString(1)", "let": {"hasOwnProperty": "open"}}',
      ),
    ).toEqual([
      '1:15+11 a strategy has no field "__proto__"',
      '1:46+11 unknown name constructor',
      '1:60+8 unknown function toString',
    ])
    expect(places('{"name": "x", "entryLong": "close constructor open"}')).toEqual([
      '1:35+11 unexpected "constructor" after a complete rule',
    ])
    expect(
      parseStrategy('{"name": "x", "entryLong": "constructor(close) > isPrototypeOf(1).toString"}').problems.map(
        (p) => `${p.message} ${p.hint}`,
      ),
    ).toEqual(['unknown function constructor undefined', 'unknown function isPrototypeOf undefined'])
  })
})

describe('parameters', () => {
  const strategy = strategyOf({
    params: [
      { name: 'fast', type: 'int', default: 10, min: 2, max: 50 },
      { name: 'width', default: 2 },
    ],
    entryLong: 'close > sma(close, $fast) * $width',
  })

  it('fill in defaults and take numbers as text', () => {
    expect(checkParams(strategy, {})).toEqual({ fast: 10, width: 2 })
    expect(checkParams(strategy, { fast: '20', width: 1.5 })).toEqual({ fast: 20, width: 1.5 })
  })

  it.each([
    [{ fast: 1 }, 'parameter fast may not be 1: allowed is a whole number from 2 to 50'],
    [{ fast: 51 }, 'parameter fast may not be 51: allowed is a whole number from 2 to 50'],
    [{ fast: 2.5 }, 'parameter fast may not be 2.5: allowed is a whole number from 2 to 50'],
    [{ width: 'wide' }, 'parameter width may not be "wide": allowed is a number'],
    [{ width: Number.NaN }, 'parameter width may not be null: allowed is a number'],
    [{ width: '' }, 'parameter width may not be "": allowed is a number'],
    [{ fst: 3 }, 'there is no parameter fst: the strategy has fast, width'],
  ])('refuse %j', (given, message) => {
    const error = thrown(() => checkParams(strategy, given))
    expect([error.code, error.message]).toEqual(['invalid-input', message])
    expect(error.data).toMatchObject({
      name: Object.keys(given)[0],
      given: Object.values(given)[0],
      allowed: expect.any(String),
    })
  })

  it('refuse all at once', () => {
    expect(thrown(() => checkParams(strategy, { fast: 0, wdth: 1 })).data?.['refused']).toHaveLength(2)
  })
})

describe('sizing', () => {
  it.each([
    ['percent(95)', { kind: 'percent', percent: 95 }],
    ['value(1000)', { kind: 'value', value: 1000 }],
    ['units(0.5)', { kind: 'units', units: 0.5 }],
    ['volTarget(0.15, 60)', { kind: 'volTarget', annual: 0.15, lookback: 60 }],
    ['atrRisk(0.01, 14, 2.5)', { kind: 'atrRisk', fraction: 0.01, lookback: 14, multiple: 2.5 }],
    ['kelly(0.5)', { kind: 'kelly', cap: 0.5 }],
    ['percent($p * 2)', { kind: 'percent', percent: 40 }],
  ])('%s', (text, sizing) => {
    expect(parseSizing(text, { p: 20 })).toEqual(sizing)
  })

  it.each([
    ['percent', 'a sizing is written like percent(100)', 1],
    ['percnt(5)', 'unknown sizing percnt', 1],
    ['percent(-5)', 'p of percent must be above 0 and at most 10000, it is -5', 9],
    ['volTarget(0.15, 1)', 'n of volTarget must be at least 2, it is 1', 17],
    ['volTarget(0.15)', 'volTarget lacks its argument n', 1],
    ['kelly(1, 2)', 'kelly takes 1 plain argument', 10],
    ['percent(close)', 'p of percent must be the same on every bar', 9],
    ['percent($q)', 'unknown parameter $q', 9],
    ['constructor(1)', 'unknown sizing constructor', 1],
    ['', 'the rule is empty', 1],
  ])('refuses %s', (text, message, column) => {
    const error = thrown(() => parseSizing(text, { p: 20 }))
    expect(error.message).toBe(`sizing ${JSON.stringify(text)}: ${message}`)
    expect(error.data?.['column']).toBe(column)
  })

  it('refuses parameters that leave its range', () => {
    const { sizing } = strategyOf({
      params: [{ name: 'p', default: 50 }],
      entryLong: 'close > open',
      sizing: 'percent($p)',
    })
    expect(resolveSizing(sizing, () => 5)).toEqual({ kind: 'percent', percent: 5 })
    expect(thrown(() => resolveSizing(sizing, () => -5)).code).toBe('invalid-input')
  })
})
