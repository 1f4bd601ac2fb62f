const ratio = 100
/** Small files may be denser: a few rows repeated pack very well. */
const floor = 32 * 2 ** 20
export const unpackedCap = 64 * 2 ** 30

/** True where so much comes out of so little that it is no price file. */
export function tooDense(unpacked: number, packed: number): boolean {
  return unpacked > unpackedCap || unpacked > Math.max(floor, packed * ratio)
}
