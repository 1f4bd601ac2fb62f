import { ArrowDownRight, ArrowUpRight, CornerDownLeft, Hash, Lightbulb, Scale, ShieldAlert } from 'lucide-react'
import { useMemo } from 'react'
import { RuleText } from '../../ui/rule-editor/rule-text.tsx'

const groups = [
  { title: 'Buy when', icon: ArrowUpRight, rules: ['entryLong'] },
  { title: 'Sell when', icon: CornerDownLeft, rules: ['exitLong'] },
  { title: 'Sell short when', icon: ArrowDownRight, rules: ['entryShort'] },
  { title: 'Buy back when', icon: CornerDownLeft, rules: ['exitShort'] },
  { title: 'Hold', icon: Scale, rules: ['weight', 'rebalance', 'band'] },
  { title: 'Price of the entry', icon: Scale, rules: ['entryLimit', 'entryStop'] },
  {
    title: 'Risk and size',
    icon: ShieldAlert,
    rules: [
      'sizing',
      'stopLoss',
      'takeProfit',
      'targets',
      'trailingStop',
      'trailingThen',
      'trailingAfter',
      'maxBarsHeld',
    ],
  },
] as const
const names: Readonly<Record<string, string>> = {
  entryLimit: 'limit',
  entryStop: 'stop',
  stopLoss: 'stop loss',
  takeProfit: 'take profit',
  targets: 'take profit by minutes',
  trailingStop: 'trailing stop',
  trailingThen: 'later trailing stop',
  trailingAfter: 'once the gain is',
  maxBarsHeld: 'bars at most',
  sizing: 'size',
  rebalance: 'every',
}

type Line = readonly [name: string, text: string]

/** The same file as cards, rule by rule; what is left empty in the text is left out here. */
export function RulesPanel({ text, stale }: { readonly text: string | null; readonly stale: boolean }) {
  const file = useMemo(() => objectIn(text), [text])
  const lets = linesOf(file['let'])
  const why = linesOf(file['rationale'])
  const stop = ['stopLoss', 'takeProfit', 'targets', 'trailingStop', 'trailingThen', 'maxBarsHeld'].some(
    (rule) => ruleText(file, rule) !== '',
  )
  return (
    <section className="rules" aria-label="Rules">
      <header className="inspector-header">
        <h3>Rules</h3>
        <span className="muted">{stale ? 'of the last text that parsed' : 'same tree as the text'}</span>
      </header>
      <div className="rules-list">
        {lets.length > 0 && <RuleCard title="Names" icon={Hash} lines={lets} />}
        {groups.map(({ title, icon, rules }) => {
          const lines = rules
            .map((rule): Line => [rules.length > 1 ? (names[rule] ?? rule) : '', ruleText(file, rule)])
            .filter(([, rule]) => rule !== '')
          return lines.length === 0 ? null : (
            <RuleCard
              key={title}
              title={title}
              icon={icon}
              lines={lines}
              note={
                title === 'Risk and size' && !stop && textOf(file['weight']) === ''
                  ? 'No stop, target or time limit'
                  : undefined
              }
            />
          )
        })}
        {why.length > 0 && <RuleCard title="Rationale" icon={Lightbulb} lines={why} prose />}
        {text === null && <p className="muted">The rules appear here once the text parses.</p>}
      </div>
    </section>
  )
}

function RuleCard({
  title,
  icon: Icon,
  lines,
  note,
  prose = false,
}: {
  readonly title: string
  readonly icon: typeof Hash
  readonly lines: readonly Line[]
  readonly note?: string | undefined
  readonly prose?: boolean
}) {
  return (
    <div className="card rule-card">
      <header>
        <Icon size={14} aria-hidden />
        <h3>{title}</h3>
      </header>
      {lines.map(([name, text]) => (
        <div key={name} className="rule-line">
          {name &&
            (prose ? (
              <span className="muted">{name}</span>
            ) : (
              <>
                <code className="rule-chip">{name}</code>
                <span className="muted">is</span>
              </>
            ))}
          {prose ? <span className="prose">{text}</span> : <RuleText text={text} />}
        </div>
      ))}
      {note && <div className="rule-line muted">{note}</div>}
    </div>
  )
}

/** Only texts that parsed come here, but they parsed elsewhere. */
function objectIn(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

const textOf = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '')

/** A rule as text; targets by time held as `0: 0.1, 30: 0.05`. */
function ruleText(file: Record<string, unknown>, rule: string): string {
  if (rule !== 'targets') return textOf(file[rule])
  return linesOf(file[rule])
    .map(([minutes, fraction]) => `${minutes}: ${fraction}`)
    .join(', ')
}

function linesOf(value: unknown): Line[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value)
    .map(([name, text]): Line => [name, textOf(text)])
    .filter(([, text]) => text !== '')
}
