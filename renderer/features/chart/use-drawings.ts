import { useCallback, useMemo, useState } from 'react'
import { client } from '../../lib/client.ts'
import { useQuery } from '../../lib/query.ts'
import { type Drawing, type DrawingKind, drawingKinds } from '../../ui/price-chart/drawings.ts'

const keyOf = (symbol: string) => `sextant.drawings.${symbol}`
const none: readonly Drawing[] = []

/** Drawings of a symbol, kept in this browser by time and price and put on the bars of whatever timeframe is shown. */
export function useDrawings(symbol: string, timeframe: string, version: string) {
  const [stored, setStored] = useState(() => readDrawings(symbol))
  const [placed, setPlaced] = useState<readonly Drawing[] | null>(null)
  const found = useQuery(stored.length === 0 || placed ? null : `data/drawings/${symbol}/${timeframe}/${version}`, () =>
    locate(symbol, timeframe, stored),
  )
  const drawings = useMemo(() => placed ?? found.data ?? none, [placed, found.data])
  const save = useCallback(
    (next: readonly Drawing[]) => {
      setPlaced(next)
      setStored(next)
      localStorage.setItem(keyOf(symbol), JSON.stringify(next))
    },
    [symbol],
  )
  return { drawings, save }
}

/** Bars may have been added in front of the kept indices, so the times decide. */
async function locate(symbol: string, timeframe: string, drawings: readonly Drawing[]): Promise<readonly Drawing[]> {
  const times = drawings.flatMap(({ anchors }) => anchors.map(({ ts }) => ts))
  const { indices } = await client.data.locate({ symbol, timeframe, times })
  let at = 0
  return drawings.map((drawing) => ({
    ...drawing,
    anchors: drawing.anchors.map((anchor) => ({ ...anchor, index: indices[at++] ?? anchor.index })),
  }))
}

export function readDrawings(symbol: string): readonly Drawing[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(symbol)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one: unknown): one is Drawing => isDrawing(one)) : none
  } catch {
    return none
  }
}

function isDrawing(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const one = value as { id?: unknown; kind?: unknown; anchors?: unknown }
  return (
    typeof one.id === 'string' &&
    drawingKinds.includes(one.kind as DrawingKind) &&
    Array.isArray(one.anchors) &&
    one.anchors.length > 0 &&
    one.anchors.every(
      (anchor: { ts?: unknown; price?: unknown } | null) =>
        Number.isFinite(anchor?.ts) && Number.isFinite(anchor?.price),
    )
  )
}
