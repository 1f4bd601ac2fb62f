import type { Guess } from '../../contract/data.ts'

export function guess(
  field: string,
  value: string,
  confidence: Guess['confidence'],
  reason: string,
  alternatives?: readonly string[],
): Guess {
  return {
    field,
    value,
    confidence,
    reason,
    ...(alternatives === undefined ? {} : { alternatives: [...alternatives] }),
  }
}
