import { accumulationStep, fromFirstStep, volumeIndexStep } from './step-volume.ts'
import { lagStep } from './step-averages.ts'
import { sumStep } from './step-sum.ts'
import { accumulation, flowOf, fromFirstGap, volumeIndex } from './accumulation.ts'
import { ema, emaStep } from './averages.ts'
import { defineIndicator, line, period } from './define.ts'
import type { Indicator } from './indicator.ts'
import { rollingSum } from './rolling-sum.ts'
import { column, ratio, unwritten } from './series.ts'

const shape = { group: 'volume', pane: 'own', outputs: [line()] } as const

export const volume: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'obv',
    title: 'On Balance Volume',
    doc: 'Running volume, added on a rise and taken off on a fall, in units traded; starts at the first volume.',
    source: 'J. Granville, New Key to Stock Market Profits (1963); TA-Lib 0.8 OBV',
    inputs: ['real', 'volume'],
    params: [],
    lookback: () => 0,
    stream: () => {
      let total: number | undefined
      let before = Number.NaN
      return (x, traded) => {
        if (total === undefined) total = traded
        else if (x > before) total += traded
        else if (x < before) total -= traded
        before = x
        return [total]
      }
    },
    kernel: () => (x, traded) => {
      const out = unwritten(x.length)
      let total = traded[0] ?? 0
      for (let i = 0; i < x.length; i++) {
        if (i > 0 && x[i]! > x[i - 1]!) total += traded[i]!
        else if (i > 0 && x[i]! < x[i - 1]!) total -= traded[i]!
        out[i] = total
      }
      return [out]
    },
  }),
  defineIndicator({
    ...shape,
    name: 'ad',
    title: 'Chaikin A/D Line',
    doc: 'Running volume weighted by where the close stands in its bar, in units traded.',
    source: 'M. Chaikin; TA-Lib 0.8 AD',
    inputs: ['high', 'low', 'close', 'volume'],
    params: [],
    lookback: () => 0,
    stream: () => {
      const total = accumulationStep()
      return (high, low, close, traded) => [total(high, low, close, traded)]
    },
    kernel: () => (high, low, close, traded) => [accumulation(high, low, close, traded)],
  }),
  defineIndicator({
    ...shape,
    name: 'adosc',
    title: 'Chaikin A/D Oscillator',
    doc: 'Fast minus slow exponential average of the A/D line, in units traded.',
    source: 'M. Chaikin; TA-Lib 0.8 ADOSC',
    inputs: ['high', 'low', 'close', 'volume'],
    params: [period(3, 2, 'fastperiod'), period(10, 2, 'slowperiod')],
    levels: [0],
    lookback: (fast, slow) => Math.max(fast, slow) - 1,
    stream: (fast, slow) => {
      const [total, quick, lazy] = [accumulationStep(), fromFirstStep(fast), fromFirstStep(slow)]
      return (high, low, close, traded) => {
        const line = total(high, low, close, traded)
        return [quick(line) - lazy(line)]
      }
    },
    kernel: (fast, slow) => (high, low, close, traded) => {
      return [fromFirstGap(accumulation(high, low, close, traded), fast, slow)]
    },
  }),
  defineIndicator({
    ...shape,
    name: 'cmf',
    title: 'Chaikin Money Flow',
    doc: 'Volume weighted by where the close stands in its bar as a share of all volume of timeperiod bars, -1 to 1.',
    source: 'M. Chaikin; TA-Lib 0.8 CMF',
    inputs: ['high', 'low', 'close', 'volume'],
    params: [period(20)],
    levels: [0],
    lookback: (n) => n - 1,
    stream: (n) => {
      const [flows, volumes] = [sumStep(n), sumStep(n)]
      return (high, low, close, traded) => {
        const flow = flows(flowOf(high, low, close, traded))
        const volume = volumes(traded)
        return [volume === 0 ? 0 : flow / volume]
      }
    },
    kernel: (n) => (high, low, close, traded) => {
      const flow = unwritten(close.length)
      for (let i = 0; i < close.length; i++) flow[i] = flowOf(high[i]!, low[i]!, close[i]!, traded[i]!)
      const out = rollingSum(flow, n)
      return [ratio(out, rollingSum(traded, n), out)]
    },
  }),
  defineIndicator({
    ...shape,
    name: 'efi',
    title: "Elder's Force Index",
    doc: 'Exponential average of the change a bar times its volume, in price units times units traded.',
    source: 'A. Elder, Trading for a Living (1993); TA-Lib 0.8 EFI',
    inputs: ['close', 'volume'],
    params: [period(13, 1)],
    levels: [0],
    lookback: (n) => n,
    stream: (n) => {
      const [before, average] = [lagStep(1), emaStep(n, 1)]
      return (close, traded) => [average((close - before(close)) * traded)]
    },
    kernel: (n) => (close, traded) => {
      const force = column(close.length, 1)
      for (let i = 1; i < close.length; i++) force[i] = (close[i]! - close[i - 1]!) * traded[i]!
      return [ema(force, n, 1)]
    },
  }),
  defineIndicator({
    ...shape,
    name: 'marketfi',
    title: 'Market Facilitation Index',
    doc: 'Range of the bar for each unit traded, in price units; 0 where nothing traded.',
    source: 'B. Williams, Trading Chaos (1995); TA-Lib 0.8 MARKETFI',
    inputs: ['high', 'low', 'volume'],
    params: [],
    lookback: () => 0,
    stream: 'window',
    kernel: () => (high, low, traded) => {
      const out = unwritten(high.length)
      for (let i = 0; i < out.length; i++) out[i] = traded[i] === 0 ? 0 : (high[i]! - low[i]!) / traded[i]!
      return [out]
    },
  }),
  defineIndicator({
    ...shape,
    name: 'nvi',
    title: 'Negative Volume Index',
    doc: 'Index from 1000 that follows the price on bars with less volume than the one before.',
    source: 'P. Dysart (1936); TA-Lib 0.8 NVI',
    inputs: ['close', 'volume'],
    params: [],
    lookback: () => 0,
    stream: () => volumeIndexStep(-1),
    kernel: () => (close, traded) => [volumeIndex(close, traded, -1)],
  }),
  defineIndicator({
    ...shape,
    name: 'pvi',
    title: 'Positive Volume Index',
    doc: 'Index from 1000 that follows the price on bars with more volume than the one before.',
    source: 'P. Dysart (1936); TA-Lib 0.8 PVI',
    inputs: ['close', 'volume'],
    params: [],
    lookback: () => 0,
    stream: () => volumeIndexStep(1),
    kernel: () => (close, traded) => [volumeIndex(close, traded, 1)],
  }),
  defineIndicator({
    ...shape,
    name: 'pvt',
    title: 'Price Volume Trend',
    doc: 'Running volume times the relative change of the close, in units traded.',
    inputs: ['close', 'volume'],
    params: [],
    lookback: () => 0,
    stream: () => {
      let total = 0
      let before: number | undefined
      return (close, traded) => {
        if (before !== undefined) total += before === 0 ? 0 : ((close - before) / before) * traded
        before = close
        return [total]
      }
    },
    kernel: () => (close, traded) => {
      const out = unwritten(close.length)
      let total = 0
      out[0] = 0
      for (let i = 1; i < close.length; i++) {
        const before = close[i - 1]!
        total += before === 0 ? 0 : ((close[i]! - before) / before) * traded[i]!
        out[i] = total
      }
      return [out]
    },
  }),
]
