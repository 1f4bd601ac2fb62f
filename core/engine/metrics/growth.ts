/** Value of 1 put in at the start, after each period's return. */
export function growthOf(returns: Float64Array): Float64Array {
  let value = 1
  return returns.map((change) => (value *= 1 + change))
}
