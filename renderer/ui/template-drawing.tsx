/** A faint sketch of what a strategy template looks for, by words in its name; a plus sign for an empty one. */
export function TemplateDrawing({ name }: { readonly name: string }) {
  const paths = pathsOf(name.toLowerCase())
  return (
    <svg
      width="120"
      height="44"
      viewBox="0 0 120 44"
      aria-hidden
      fill="none"
      stroke="var(--series-2)"
      strokeWidth="1.5"
      className="template-drawing"
    >
      {paths.map((d) => (
        <path key={d} d={d} />
      ))}
    </svg>
  )
}

function pathsOf(name: string): readonly string[] {
  if (/blank|empty/.test(name)) return ['M60 14v16M52 22h16']
  if (/hold/.test(name)) return ['M8 36l20-8 14 2 24-12 16 2 30-14']
  if (/break|donchian|channel/.test(name)) return ['M8 34h26l10-4 8 4 8-4 10 2 10-14 12-2 20-6']
  if (/rsi|revert|reversion|bollinger|band/.test(name)) return ['M8 18q14-14 26 6t26 8 26-18 26 6']
  if (/pair|spread/.test(name)) return ['M8 14q26 30 52 8t52 4', 'M8 30q26-30 52-8t52-4']
  if (/momentum|trend|macd/.test(name)) return ['M8 36q30 0 50-14t54-16', 'M8 38q40 2 60-8t44-14']
  return ['M8 34q22-2 40-14t64-12', 'M8 26q30 12 56 0t48-18']
}
