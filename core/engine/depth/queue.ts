/**
 * Where a resting order stands among the quantity shown at its price. Trades at the price always come off the front.
 * A model answers only what no feed of price levels tells: of a decrease that was no trade, how much stood in front.
 */
export interface QueueModel {
  readonly name: string
  /**
   * Lots in front after `gone` lots were cancelled at the price, of which `front` stood before the order and `back`
   * behind it; gone > 0. The caller caps the answer to 0 .. the level's new total.
   */
  readonly afterCancel: (front: number, back: number, gone: number) => number
}

/** Nobody in front ever cancels: the order moves up by trades only, or where the level becomes smaller than its front. */
export function riskAverseQueue(): QueueModel {
  return { name: 'risk-averse', afterCancel: (front) => front }
}

/**
 * A cancelled lot stood behind with probability b^n / (b^n + f^n), f and b being the lots in front and behind.
 * n = 1 is proportional; larger n says that those at the larger end cancel even more.
 * Rigtorp, "Estimating order queue position", 2013, with f(x) = x^n.
 */
export function powerQueue(n: number): QueueModel {
  if (!(n > 0)) throw new RangeError(`the exponent of a power queue must be above 0, not ${n}`)
  const weight =
    n === 1
      ? (x: number) => x
      : n === 2
        ? (x: number) => x * x
        : n === 3
          ? (x: number) => x * x * x
          : (x: number) => x ** n
  return { name: n === 1 ? 'proportional' : `power ${n}`, afterCancel: byWeight(weight) }
}

/**
 * As `powerQueue`, weighing by log(1 + x): the quantity behind counts more while it is little. Unlike a power, that
 * depends on the unit of x, which is the exchange's own: lots times `lotSize`. Rigtorp, 2013.
 */
export function logQueue(lotSize: number): QueueModel {
  if (!(lotSize > 0)) throw new RangeError(`the lot size of a log queue must be above 0, not ${lotSize}`)
  return { name: 'log', afterCancel: byWeight((lots) => Math.log1p(lots * lotSize)) }
}

function byWeight(weight: (lots: number) => number): QueueModel['afterCancel'] {
  return (front, back, gone) => {
    const behind = weight(Math.max(back, 0))
    const total = behind + weight(front)
    const share = total > 0 ? behind / total : 1
    // What cannot have come from behind, because there was less, came from the front.
    return front - (1 - share) * gone + Math.min(Math.max(back, 0) - share * gone, 0)
  }
}
