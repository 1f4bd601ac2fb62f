import { distance } from 'fastest-levenshtein'

/** A hint for an unknown name: the nearest known ones, or where to see them all. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = known
    .map((candidate) => ({ candidate, far: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ far }) => far <= Math.max(name.length < 4 ? 1 : 2, Math.floor(name.length / 3)))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
  if (near.length > 0) return `Did you mean ${near.join(' or ')}?`
  return known.length === 0
    ? 'There is none yet.'
    : `Known: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', …' : ''}.`
}
