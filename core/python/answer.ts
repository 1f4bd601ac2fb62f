import { z } from 'zod'

/** A line of the bridge's output: a stage, a result or an error. */
const Line = z.union([
  z.object({ id: z.number(), stage: z.string() }),
  z.object({
    id: z.number(),
    error: z.object({ kind: z.enum(['missing', 'refused', 'failed']), message: z.string() }),
  }),
  z.object({ id: z.number(), result: z.unknown() }),
])
type Line = z.infer<typeof Line>

/** The line's content, or null where it is not one of the bridge's. */
export function readLine(text: string): Line | null {
  try {
    return Line.parse(JSON.parse(text))
  } catch {
    return null
  }
}
