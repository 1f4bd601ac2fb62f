/** Value of 1 put in at the start, after each period's return. */
export function growthOf(returns: Float64Array): Float64Array {
  const curve = new Float64Array(returns.length)
  let value = 1
  for (let i = 0; i < returns.length; i++) {
    value *= 1 + returns[i]!
    curve[i] = value
  }
  return curve
}
