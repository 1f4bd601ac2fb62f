import {
  bars,
  count,
  number,
  plain,
  ratio,
  sameUnit,
  truth,
  x,
  type FunctionArg,
  type LanguageFunction,
} from './function.ts'
import type { Kernel } from './kernels/column.ts'
import {
  allOf,
  anyOf,
  barsSince,
  countTrue,
  delta,
  falling,
  lag,
  percentChange,
  rising,
  valueWhen,
} from './kernels/history.ts'
import { argmax, argmin, highest, lowest, median, quantile, rank } from './kernels/order.ts'
import { mean, sum } from './kernels/mean.ts'
import { corr, cov, decayLinear, kurt, r2, skew, slope, std, zscore } from './kernels/rolling.ts'
import type { Unit } from './tree.ts'

/** Longer windows would make a slip of the keyboard cost minutes. */
const window = (min: number): FunctionArg => bars(min, { max: 10_000 })
const wholeWindow = ([n]: readonly number[]): number => n! - 1
const backBy = ([n]: readonly number[]): number => n!

function history(
  name: string,
  args: readonly FunctionArg[],
  result: 'number' | 'truth',
  unit: (units: readonly Unit[]) => Unit,
  doc: string,
  kernel: Kernel,
  more: Partial<LanguageFunction> = {},
): LanguageFunction {
  return { name, group: 'history', args, result, unit, doc, kernel, ...more }
}

function rolling(
  name: string,
  doc: string,
  kernel: Kernel,
  unit: (units: readonly Unit[]) => Unit = sameUnit,
  smallest = 1,
  more: Partial<LanguageFunction> = {},
): LanguageFunction {
  return {
    name,
    group: 'rolling',
    args: [x, window(smallest)],
    result: 'number',
    unit,
    doc: `${doc} Missing where the window holds a missing value.`,
    kernel,
    extra: wholeWindow,
    costly: true,
    ...more,
  }
}

/** Both directions are found in one pass over the pair, so neither has a kernel of its own. */
function crossing(name: string, verb: string): LanguageFunction {
  return {
    name,
    group: 'history',
    args: [number('a'), number('b')],
    result: 'truth',
    unit: plain,
    doc: `True on the bar on which a ${verb} b; what counts where they touch is the crossRule of the profile.`,
    extra: () => 1,
    alike: [[0, 1]],
  }
}

export const seriesFunctions: readonly LanguageFunction[] = [
  history(
    'lag',
    [{ name: 'x', kind: 'any' }, bars(0)],
    'number',
    sameUnit,
    'x as it was n bars ago; also written x[n].',
    lag,
    { extra: backBy },
  ),
  history('delta', [x, bars(1, { default: 1 })], 'number', sameUnit, 'x less its value n bars ago.', delta, {
    extra: backBy,
    costly: true,
  }),
  history(
    'pct_change',
    [x, bars(1, { default: 1 })],
    'number',
    ratio,
    'Relative change over n bars; missing where x was 0.',
    percentChange,
    { extra: backBy, costly: true },
  ),
  crossing('crossover', 'rises above'),
  crossing('crossunder', 'falls below'),
  history(
    'rising',
    [x, bars(1, { default: 1 })],
    'truth',
    plain,
    'True where each of the last n steps of x went up.',
    rising,
    { extra: backBy },
  ),
  history(
    'falling',
    [x, bars(1, { default: 1 })],
    'truth',
    plain,
    'True where each of the last n steps of x went down.',
    falling,
    { extra: backBy },
  ),
  history(
    'all_of',
    [truth('condition'), bars(1)],
    'truth',
    plain,
    'True where the condition held on all of the last n bars.',
    allOf,
    { extra: wholeWindow },
  ),
  history(
    'any_of',
    [truth('condition'), bars(1)],
    'truth',
    plain,
    'True where the condition held on at least one of the last n bars.',
    anyOf,
    { extra: wholeWindow },
  ),
  history(
    'count_true',
    [truth('condition'), bars(1)],
    'number',
    count,
    'On how many of the last n bars the condition held.',
    countTrue,
    { extra: wholeWindow, costly: true },
  ),
  history(
    'bars_since',
    [truth('condition')],
    'number',
    count,
    'Bars since the condition last held, 0 on such a bar; missing before the first.',
    barsSince,
    { costly: true },
  ),
  history(
    'value_when',
    [truth('condition'), x, { name: 'k', kind: 'bars', min: 0, max: 5, default: 0 }],
    'number',
    (units) => units[1] ?? 'none',
    'x on the bar on which the condition held for the k-th time back, 0 being the latest.',
    valueWhen,
    { costly: true },
  ),
  rolling('mean', 'Mean of the last n values; the same numbers as sma.', mean, sameUnit, 1, { args: [x, bars(1)] }),
  rolling('sum', 'Sum of the last n values.', sum, sameUnit, 1, { args: [x, bars(1)] }),
  rolling(
    'std',
    'Sample standard deviation of the last n values (divides by n - 1, as pandas); the population one is stddev.',
    std,
    sameUnit,
    2,
  ),
  rolling(
    'zscore',
    'Distance of x from the mean of its last n values, in sample standard deviations.',
    zscore,
    ratio,
    2,
  ),
  rolling(
    'skew',
    'Sample skewness of the last n values, bias-corrected as in pandas; missing where they do not vary.',
    skew,
    ratio,
    3,
  ),
  rolling(
    'kurt',
    'Sample excess kurtosis of the last n values, bias-corrected as in pandas; missing where they do not vary.',
    kurt,
    ratio,
    4,
  ),
  rolling('median', 'Median of the last n values.', median),
  rolling('quantile', 'Quantile q of the last n values, linear between neighbours.', quantile, sameUnit, 1, {
    args: [x, window(1), { name: 'q', kind: 'scalar', min: 0, max: 1 }],
  }),
  rolling('highest', 'Highest of the last n values.', highest),
  rolling('lowest', 'Lowest of the last n values.', lowest),
  rolling(
    'argmax',
    'How many bars ago the highest of the last n values was, 0 being this bar; the latest of equals.',
    argmax,
    count,
  ),
  rolling(
    'argmin',
    'How many bars ago the lowest of the last n values was, 0 being this bar; the latest of equals.',
    argmin,
    count,
  ),
  rolling('rank', 'Rank of x among its last n values, ties averaged, divided by n: within (0, 1].', rank, ratio),
  rolling(
    'decay_linear',
    'Mean of the last n values with weights falling linearly from n on the latest to 1.',
    decayLinear,
  ),
  rolling('slope', 'Rise a bar of the least-squares line through the last n values.', slope, sameUnit, 2),
  rolling('r2', 'Share of the variance of the last n values that their least-squares line explains.', r2, ratio, 2),
  rolling('corr', "Pearson's correlation of the last n pairs; missing where one side does not vary.", corr, ratio, 2, {
    args: [x, number('y'), window(2)],
  }),
  rolling('cov', 'Sample covariance of the last n pairs (divides by n - 1).', cov, plain, 2, {
    args: [x, number('y'), window(2)],
  }),
]
