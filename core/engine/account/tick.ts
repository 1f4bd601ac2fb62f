/**
 * A price on the grid of a venue: rounded down, or up, to a multiple of `tick`; as it is where `tick` is 0 or it lies within a
 * billionth of a tick of the grid. Resting orders are rounded away from the market, so that a limit is harder to reach and a
 * stop is filled worse: buy limits and sell stops down, sell limits and buy stops up.
 */
export function onTick(price: number, tick: number, up: boolean): number {
  if (tick === 0 || Number.isNaN(price)) return price
  const steps = price / tick
  const near = Math.round(steps)
  const whole = Math.abs(steps - near) < 1e-9 * Math.max(1, near) ? near : up ? Math.ceil(steps) : Math.floor(steps)
  // Hundredths are exact as quotients, not as multiples of 0.01.
  const each = Math.round(1 / tick)
  return Math.abs(each * tick - 1) < 1e-12 ? whole / each : whole * tick
}
