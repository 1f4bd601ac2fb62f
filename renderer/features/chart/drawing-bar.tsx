import {
  AlignJustify,
  Eye,
  EyeOff,
  Minus,
  MousePointer2,
  MoveUpRight,
  Ruler,
  SeparatorVertical,
  Square,
  Trash2,
  TrendingUp,
} from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { IconButton } from '../../ui/button.tsx'
import type { DrawingKind } from '../../ui/price-chart/drawings.ts'

export const drawingTools: ReadonlyArray<{
  readonly kind: DrawingKind
  readonly name: string
  readonly icon: LucideIcon
  readonly keys?: string
}> = [
  { kind: 'trend', name: 'Trend line', icon: TrendingUp, keys: 'Alt+t' },
  { kind: 'ray', name: 'Ray', icon: MoveUpRight },
  { kind: 'horizontal', name: 'Horizontal line', icon: Minus, keys: 'Alt+h' },
  { kind: 'vertical', name: 'Vertical line', icon: SeparatorVertical },
  { kind: 'fibonacci', name: 'Fibonacci levels', icon: AlignJustify },
  { kind: 'rectangle', name: 'Rectangle', icon: Square },
  { kind: 'measure', name: 'Measure', icon: Ruler },
]

/** Drawing tools down the left of the chart; one is on until it has drawn, Escape puts it away. */
export function DrawingBar(props: {
  readonly tool: DrawingKind | null
  readonly shown: boolean
  readonly count: number
  readonly onTool: (tool: DrawingKind | null) => void
  readonly onShown: (shown: boolean) => void
  readonly onClear: () => void
}) {
  const { tool, shown, count } = props
  return (
    <div className="drawing-bar" role="toolbar" aria-label="Drawing" aria-orientation="vertical">
      <IconButton
        label="Point and pan"
        icon={MousePointer2}
        pressed={tool === null}
        onClick={() => props.onTool(null)}
      />
      <hr />
      {drawingTools.map(({ kind, name, icon, keys }) => (
        <IconButton
          key={kind}
          label={name}
          icon={icon}
          pressed={tool === kind}
          {...(keys ? { keys } : {})}
          onClick={() => props.onTool(tool === kind ? null : kind)}
        />
      ))}
      <hr />
      <IconButton
        label={shown ? 'Hide drawings' : 'Show drawings'}
        icon={shown ? Eye : EyeOff}
        disabled={count === 0}
        onClick={() => props.onShown(!shown)}
      />
      <IconButton label="Remove all drawings" icon={Trash2} disabled={count === 0} onClick={props.onClear} />
    </div>
  )
}
