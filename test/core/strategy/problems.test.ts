import { describe, expect, it } from 'vitest'
import { parseStrategy } from '../../../core/strategy/parse-strategy.ts'

/** Problems of a file whose rule is given; `^` under the rule marks where the first is expected. */
function rule(text: string, more: Record<string, unknown> = {}): string[] {
  const file = JSON.stringify(
    {
      name: 'x',
      params: [
        { name: 'n', type: 'int', default: 10, min: 2, max: 50 },
        { name: 'f', default: 1.5, min: -3, max: 3 },
      ],
      entryLong: text,
      ...more,
    },
    null,
    1,
  )
  const lines = file.split('\n')
  const line = lines.findIndex((l) => l.startsWith(' "entryLong"')) + 1
  const start = lines[line - 1]!.indexOf(': "') + 4
  return parseStrategy(file, 'f.json')
    .problems.filter((p) => !p.message.includes('is not used'))
    .map((p) => {
      expect(p.path).toBe('f.json')
      const inRule = p.line === line ? `${p.column - start}+${p.length}` : `line ${p.line}`
      return `${p.severity === 'warning' ? 'warning ' : ''}${inRule} ${p.message}${p.suggestions === undefined ? '' : ` [${p.suggestions.join(' ')}]`}`
    })
}

describe('problems of a rule', () => {
  it.each([
    ['crossover(sma(close, $m), close)', ['21+2 unknown parameter $m [$f $n]']],
    ['close > smaa(close, 10)', ['8+4 unknown function smaa [sma]']],
    ['close > SMA(close, 10)', ['8+3 unknown function SMA [sma]']],
    ['clsoe > open', ['0+5 unknown name clsoe [close]']],
    ['close > n', ['8+1 unknown name n [$n]']],
    ['close > rsi', ['8+3 rsi is a function and needs brackets [rsi(]']],
    ['close(1) > 0', ['0+5 close is a series, not a function']],
    ['shift(close, 1) > open', ['0+5 unknown function shift [lag]']],
    ['AAPL > open', ['0+4 a rule may not name an instrument (AAPL)']],
    ['close > "AAPL"', ['8+8 a quoted text cannot stand here']],
    ['close > open and 2020-01-31', ['17+10 a rule may not name a date (2020-01-31)']],
    ['year > 5', ['0+4 a rule may not use the calendar (year)']],
    ['future(close) > 1', ['0+6 future would read the future']],
    ['close[-1] > open', ['6+2 a lag may not be negative, it is -1']],
    ['lag(close, 2 - 5) > open', ['11+5 a lag may not be negative, it is -3']],
    ['close[1.5] > open', ['6+3 n of lag must be a whole number']],
    ['close[$f] > open', ['6+2 n of lag must be a whole number']],
    ['close[close] > open', ['6+5 n of lag must be the same on every bar']],
    ['mean(close) > open', ['0+11 mean needs a window n']],
    ['normalize(close) > open', ['0+9 normalize is a statistic of the whole sample']],
    ['std(close, 1) > 0', ['11+1 n of std must be from 2 to 10000, it is 1']],
    ['quantile(close, 10, 1.5) > open', ['20+3 q of quantile must be from 0 to 1, it is 1.5']],
    ['sma(close, 0) > open', ['11+1 timeperiod of sma must be at least 1, it is 0']],
    ['sma(close, 2.5) > open', ['11+3 timeperiod of sma must be a whole number']],
    ['sma(close, 10, 3) > open', ['15+1 sma takes no further argument']],
    ['sma(close, length=3) > open', ['11+6 sma has no argument length']],
    ['sma(close, timeperiod=3, timeperiod=4) > open', ['25+10 timeperiod is given twice']],
    ['macd(close, 12, 26, 9) > 0', ['0+22 macd has 3 outputs [.macd .signal .hist]']],
    ['macd(close, 12, 26, 9).hst > 0', ['23+3 macd has no output hst [hist]']],
    ['close.hist > 0', ['6+4 only an indicator has fields such as .hist']],
    ['mean(close, 5).real > open', ['15+4 mean has one value, not fields']],
    ['crossover(close) and true', ['0+16 crossover lacks its argument b']],
    ['crossover(close, open, 1)', ['23+1 crossover takes 2 arguments, this is one too many']],
    ['close', ['0+5 entryLong needs a condition, this is a number']],
    [
      'close and open > 1',
      [
        '0+5 "and" needs a condition here, this is a number',
        'warning 17+1 the fixed price 1 only fits one instrument at one time',
      ],
    ],
    ['(close > open) + 1 > 2', ['1+12 "+" needs a number here, this is a condition']],
    ['not close', ['4+5 "not" needs a condition here, this is a number']],
    ['rsi(close > open, 14) > 3', ['4+12 rsi needs a number here, this is a condition']],
    ['rsi(14, 14) > 3', ['4+2 rsi needs a series here, this is the same number on every bar']],
    ['htf(close) > open', ['0+10 htf takes an expression and a timeframe']],
    ['htf(close, "1x") > open', ['11+6 htf needs a timeframe in quotes']],
    ['htf(htf(close, "1w"), "1mo") > open', ['4+18 inside htf(..., "1mo") stands the shorter "1w"']],
    ['htf(close, "999999999d") > open', ['11+14 htf takes a timeframe of at most ten years']],
    ['ref(SPY, close) > open', ['4+3 ref needs a symbol in quotes first']],
    ['', ['line 1 the strategy needs a rule "entryLong" or "entryShort", or a "weight"']],
    ['close >', ['6+1 the rule ends where a value is expected']],
    ['close > > open', ['8+1 a value is missing before ">"']],
    ['(close > open', ['12+1 expected ")", found the end of the rule']],
    ['close > open)', ['12+1 unexpected ")" after a complete rule']],
    ['close = open', ['6+1 unexpected "=" after a complete rule']],
    ['close open', ['6+4 unexpected "open" after a complete rule']],
    ['1 < close < 2', ['10+1 comparisons cannot be chained']],
    ['sma(close,) > 1', ['9+1 an argument is missing after the comma']],
    ['close > open && high > low', ['13+2 && is not an operator here [and]']],
    ['close ^ 2 > 4', ['6+1 "^" cannot stand in a rule', '8+1 unexpected "2" after a complete rule']],
    ['close > $', ['8+1 a parameter needs a name after $']],
    ['close > 1e999', ['8+5 1e999 is too large a number']],
    ['close > "x', ['8+3 a quoted text is not closed']],
    ['abs(abs(abs(abs(abs(abs(close)))))) > 0', ['-1+41 the rule is 8 levels deep, allowed are 6']],
    [
      Array.from({ length: 21 }, () => 'high').join(' + ') + ' > open',
      ['-1+153 the rule has 43 parts, allowed are 40'],
    ],
    ['1 / 0 > returns', ['0+5 this has no value']],
  ])('%s', (text, expected) => {
    expect(rule(text)).toEqual(expected)
  })

  it.each([
    ['close > volume', ['warning 0+14 a price and a volume are compared']],
    ['rsi(close, 14) > close', ['warning 0+22 a number without unit and a price are compared']],
    ['crossover(close, 100)', ['warning 17+3 the fixed price 100 only fits one instrument at one time']],
    ['close > max(high, 20)', ['warning 8+13 max compares two values on each bar, here with a fixed number [highest]']],
    ['close + volume > 0', ['warning 0+14 a price and a volume are mixed']],
    ['close > highest(high, 20)', ['warning 0+25 this never holds: the window includes the bar itself']],
    ['lowest(low, 20) > close', ['warning 0+23 this never holds: the window includes the bar itself']],
    ['close > highest(high, 20)[1] or high >= highest(high, 20) or close > highest(close[1], 20)', []],
    [
      'close < bbands(close, 20, 2.5).lower',
      ['warning 8+22 the width nbdevdn of the lower band is not given and stays as it is by default'],
    ],
    ['close > bbands(close, 20, 2).upper or close < bbands(close, 20, 2, 2).lower', []],
    ['supertrend(10, 3).trend == 1', []],
    ['close > $n * sma(close, $n)', []],
    ['(close - open) / atr(14) > 0.5 and rsi(close, $n) < 30 and volume > 2 * mean(volume, 20)', []],
  ])('doubts of %s leave it usable', (text, expected) => {
    expect(rule(text)).toEqual(expected)
    expect(
      parseStrategy(
        JSON.stringify({
          name: 'x',
          params: [{ name: 'n', type: 'int', default: 5, min: 2, max: 9 }],
          entryLong: text,
        }),
      ).strategy,
    ).not.toBeNull()
  })

  it('finds every problem of a rule at once, in order', () => {
    expect(rule('smaa(clsoe, 10) > open and close[-1] > highh')).toEqual([
      '0+4 unknown function smaa [sma]',
      '5+5 unknown name clsoe [close]',
      '33+2 a lag may not be negative, it is -1',
      '39+5 unknown name highh [high]',
    ])
  })

  it('warns where the range of a parameter leaves what a function takes', () => {
    const params = [{ name: 'k', type: 'int', default: 3, min: -2, max: 9 }]
    expect(rule('close[$k] > open', { params })).toEqual([
      '6+2 a lag may not be negative, it is as low as -2, the minimum of $k',
    ])
    expect(rule('std(close, $k) > 0', { params })).toEqual([
      'warning 11+2 $k may be -2, but n of std must be from 2 to 10000',
    ])
  })
})
