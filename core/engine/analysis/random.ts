/**
 * Uniform numbers in [0, 1) with 53 bits, the same for the same seed on every machine: xoshiro128**, its state filled from the
 * seed by the finaliser of MurmurHash3.
 */
export function uniform(seed: number): () => number {
  let filled = seed >>> 0
  const fill = () => {
    filled = (filled + 0x9e3779b9) >>> 0
    let word = filled ^ (filled >>> 16)
    word = Math.imul(word, 0x85ebca6b)
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35)
    return word ^ (word >>> 16)
  }
  const next = xoshiro128([fill(), fill(), fill(), fill()])
  return () => ((next() >>> 5) * 0x4000000 + (next() >>> 6)) / 0x20000000000000
}

/** 32-bit whole numbers of xoshiro128** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021). */
export function xoshiro128(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state
  return () => {
    const scrambled = Math.imul(rotate(Math.imul(b, 5), 7), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return scrambled >>> 0
  }
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}
