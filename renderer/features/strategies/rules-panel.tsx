import { ArrowDownRight, ArrowUpRight, CornerDownLeft, Hash, Scale, ShieldAlert } from 'lucide-react'
import type { CheckedStrategy } from '../../../core/contract/strategy.ts'
import type { Problem } from '../../../core/contract/common.ts'

const groups = [
  { title: 'Buy when', icon: ArrowUpRight, rules: ['entryLong'] },
  { title: 'Sell when', icon: CornerDownLeft, rules: ['exitLong'] },
  { title: 'Sell short when', icon: ArrowDownRight, rules: ['entryShort'] },
  { title: 'Buy back when', icon: CornerDownLeft, rules: ['exitShort'] },
  { title: 'Price of the entry', icon: Scale, rules: ['entryLimit', 'entryStop'] },
  { title: 'Risk and size', icon: ShieldAlert, rules: ['stopLoss', 'takeProfit', 'trailingStop', 'maxBarsHeld', 'sizing'] },
] as const
const known: ReadonlySet<string> = new Set(groups.flatMap(({ rules }) => rules))
const names: Readonly<Record<string, string>> = {
  entryLimit: 'limit', entryStop: 'stop', stopLoss: 'stop loss', takeProfit: 'take profit', trailingStop: 'trailing stop', maxBarsHeld: 'bars held at most', sizing: 'size',
}

/** The rules as the parser understood them: the text that the strategy's hash is taken over. */
export function RulesPanel({ checked, problems }: { readonly checked: CheckedStrategy | null; readonly problems: readonly Problem[] }) {
  const canonical = checked?.canonical ?? {}
  const named = Object.entries(canonical).filter(([rule, text]) => !known.has(rule) && text !== '')
  return (
    <section className="rules" aria-label="Rules">
      <header className="inspector-header"><h3>Rules</h3><span className="muted">{problems.length > 0 ? 'of the last text that parsed' : 'same tree as the text'}</span></header>
      <div className="rules-list">
        {named.length > 0 && <RuleCard title="Names" icon={Hash} lines={named.map(([rule, text]) => [rule.replace(/^let\./, ''), text] as const)} />}
        {groups.map(({ title, icon, rules }) => {
          const lines = rules.flatMap((rule) => (canonical[rule] ? [[rules.length > 1 ? (names[rule] ?? rule) : '', canonical[rule]] as const] : []))
          return lines.length === 0 ? null : <RuleCard key={title} title={title} icon={icon} lines={lines} />
        })}
        {!checked && <p className="muted">The rules appear here once the text parses.</p>}
      </div>
    </section>
  )
}

function RuleCard({ title, icon: Icon, lines }: { readonly title: string; readonly icon: typeof Hash; readonly lines: readonly (readonly [string, string])[] }) {
  return (
    <div className="card rule-card">
      <header><Icon size={14} aria-hidden /><h3>{title}</h3></header>
      {lines.map(([name, text]) => (
        <div key={name} className="rule-line">
          {name && <><code className="rule-chip">{name}</code><span className="muted">is</span></>}
          <code className="selectable">{text}</code>
        </div>
      ))}
    </div>
  )
}
