import { bars, count, plain, ratio, sameUnit, truth, x, type LanguageFunction } from './function.ts'
import { crossSections, type CrossSection } from './kernels/cross-section.ts'
import type { Unit } from './tree.ts'

/** Over the symbols that have a bar, a value and, in a universe, membership at the time; missing for the others. */
function across(
  name: string,
  doc: string,
  section: CrossSection,
  unit: (units: readonly Unit[]) => Unit,
  more: Partial<LanguageFunction> = {},
): LanguageFunction {
  return { name, group: 'cross-section', args: [x], result: 'number', unit, doc, section, ...more }
}

export const crossSectionFunctions: readonly LanguageFunction[] = [
  across(
    'cs_rank',
    'Rank of x among all symbols at the time, within (0, 1]; equal values share the mean of their ranks.',
    crossSections.rank,
    ratio,
  ),
  across(
    'cs_zscore',
    'Distance of x from the mean of all symbols at the time, in sample standard deviations; missing where all are equal.',
    crossSections.zscore,
    ratio,
  ),
  across('cs_demean', 'x less its mean over all symbols at the time.', crossSections.demean, sameUnit),
  across('cs_mean', 'Mean of x over all symbols at the time.', crossSections.mean, sameUnit),
  across('cs_sum', 'Sum of x over all symbols at the time.', crossSections.sum, sameUnit),
  across('cs_count', 'How many symbols meet a condition at the time.', crossSections.sum, count, {
    args: [truth('condition')],
  }),
  across(
    'topk',
    'True for the k symbols with the highest x at the time; of equal ones those listed first.',
    crossSections.topk,
    plain,
    { args: [x, bars(1, { name: 'k' })], result: 'truth' },
  ),
]
