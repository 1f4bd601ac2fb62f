import { ruleTokens } from './rule-language.ts'
import './rule-editor.css'

/** An expression of the rule language in the colours of the editor. */
export function RuleText({ text }: { readonly text: string }) {
  return (
    <code className="rule-text selectable">
      {ruleTokens(text).map(({ kind, text: piece }, at) =>
        kind === null ? (
          piece
        ) : (
          <span key={at} className={`rule-${kind}`}>
            {piece}
          </span>
        ),
      )}
    </code>
  )
}
