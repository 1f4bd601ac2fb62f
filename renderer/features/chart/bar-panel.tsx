import { type Ref, useImperativeHandle, useState } from 'react'
import { dateTime, general, integer, number, signedPercent } from '../../lib/format.ts'
import { Facts } from '../../ui/card.tsx'
import type { ChartIndicator } from '../../ui/price-chart/panes.ts'
import type { CrossedBar } from '../../ui/price-chart/price-view.ts'

export interface BarPanelHandle {
  readonly show: (bar: CrossedBar | null) => void
}

/** Values of the bar under the pointer. It keeps its own state, so that moving the pointer redraws nothing else. */
export function BarPanel({
  ref,
  decimals,
  drawn,
}: {
  readonly ref: Ref<BarPanelHandle>
  readonly decimals: number
  readonly drawn: readonly ChartIndicator[]
}) {
  const [bar, setBar] = useState<CrossedBar | null>(null)
  useImperativeHandle(ref, () => ({ show: setBar }), [])
  if (!bar) return <p className="muted inspector-hint">Move the pointer over the chart to read a bar.</p>
  const { slab, bucket: at } = bar
  const price = (column: Float64Array) => number(column[at], decimals)
  return (
    <div className="inspector-section">
      <Facts
        items={[
          [slab.span > 1 ? `From, ${slab.span} bars` : 'Bar', dateTime(slab.ts[at])],
          ['Open', price(slab.open)],
          ['High', price(slab.high)],
          ['Low', price(slab.low)],
          ['Close', price(slab.close)],
          ['Change', at > 0 ? signedPercent(slab.close[at]! / slab.close[at - 1]! - 1) : '—'],
          ['Volume', integer(slab.volume[at])],
          ...drawn
            .filter(({ visible }) => visible)
            .flatMap((one) =>
              one.outputs.map(
                (output) =>
                  [
                    one.outputs.length > 1 ? `${one.name.toUpperCase()} ${output.short}` : one.label,
                    one.pane === 'price'
                      ? number(slab.line(`${one.id}.${output.name}`)?.[at], decimals)
                      : general(slab.line(`${one.id}.${output.name}`)?.[at]),
                  ] as const,
              ),
            ),
        ]}
      />
    </div>
  )
}
