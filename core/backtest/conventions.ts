import type { Metrics } from '../contract/figures.ts'
import type { Profile, ProfileFields } from '../contract/profile.ts'
import type { ConventionRow, Conventions, MovingField } from '../contract/conventions.ts'
import type { Signals } from '../strategy/signals.ts'
import type { BacktestRequest, RunPart } from './port.ts'
import { figuresOf, prepareRun, simulateSeries } from './prepare.ts'
import { tradesSideBySide } from './trades-side-by-side.ts'

type Figures = Metrics & { readonly warnings: readonly string[]; readonly parts: readonly RunPart[] }
type Moved = 'sharpe' | 'totalReturn'

/**
 * The headline of a run under its own profile and each of the others, all else equal, and which single field of each moves
 * Sharpe ratio and return most; with the first `trades` trades of all of them side by side. Throws `invalid-strategy` and `invalid-input`.
 */
export function compareConventions(
  request: BacktestRequest,
  own: Profile,
  named: readonly Profile[],
  trades = 0,
): Omit<Conventions, 'runId'> {
  const under = figuresUnder(request)
  const base = under(own.fields)
  const others = named.filter(({ hash }) => hash !== own.hash)
  const profiles = [own, ...others]
  const rows = profiles.map(({ name, title, fields }): ConventionRow => {
    const { totalReturn, sharpe, maxDrawdown, trades, warnings } = under(fields)
    const changed = (Object.keys(fields) as (keyof ProfileFields)[])
      .filter((field) => fields[field] !== own.fields[field])
      .map((field) => ({ field, figures: under({ ...own.fields, [field]: fields[field] }) }))
    const most = (figure: Moved): MovingField | null => {
      const moves = changed.map(({ field, figures }) => ({
        field,
        from: own.fields[field],
        to: fields[field],
        change: (figures[figure] ?? 0) - (base[figure] ?? 0),
      }))
      const [first] = moves.toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change))
      return first === undefined || first.change === 0 ? null : first
    }
    return {
      profile: name,
      title,
      own: fields === own.fields,
      totalReturn,
      sharpe,
      maxDrawdown,
      trades,
      warnings: [...warnings],
      moves: { sharpe: most('sharpe'), totalReturn: most('totalReturn') },
    }
  })
  const parts = trades === 0 ? [] : profiles.map(({ fields }) => under(fields).parts)
  return { rows, trades: tradesSideBySide(parts, trades) }
}

/** Figures of the run under any fields; profiles share most of theirs, so none is worked out twice. */
function figuresUnder(request: BacktestRequest): (fields: ProfileFields) => Figures {
  const prepared = prepareRun(request)
  const signals = new Map<string, readonly Signals[]>()
  const known = new Map<string, Figures>()
  return (profile) => {
    const key = JSON.stringify(Object.entries(profile).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    const found = known.get(key)
    if (found !== undefined) return found
    const reading = `${profile.crossRule} ${profile.fillTiming}`
    const own = signals.get(reading) ?? prepared.signals(profile)
    signals.set(reading, own)
    const warmUp = Math.max(...own.map((one) => one.warmUp))
    const under = { ...request, profile }
    const simulated = simulateSeries(under, own)
    const figures = {
      ...figuresOf(under, simulated, warmUp),
      warnings: simulated.result.warnings,
      parts: simulated.parts,
    }
    known.set(key, figures)
    return figures
  }
}
