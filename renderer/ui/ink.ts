export type Rgb = readonly [number, number, number]

/** Channels of a six-digit hex or rgb() colour; black where it is neither. */
export function rgbOf(colour: string): Rgb {
  const found = colour.startsWith('#')
    ? [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
    : (colour.match(/\d+(\.\d+)?/g) ?? []).map(Number)
  return [found[0] ?? 0, found[1] ?? 0, found[2] ?? 0]
}

/** Relative luminance, WCAG 2. */
function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((value) =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

const dark = '#0B0E13'
const darkLight = luminance(rgbOf(dark))

/** White or near-black text, whichever contrasts more with the fill. */
export function inkOn(fill: Rgb): string {
  const light = luminance(fill)
  return 1.05 / (light + 0.05) >= (light + 0.05) / (darkLight + 0.05) ? '#ffffff' : dark
}
