import { expect, test } from 'vitest'
import { constantLatency, recordedLatency, volatilityLatency } from '../../../../core/engine/depth/latency.ts'
import { createMessages } from '../../../../core/engine/depth/messages.ts'
import { logQueue, powerQueue, riskAverseQueue } from '../../../../core/engine/depth/queue.ts'
import { createVolatility } from '../../../../core/engine/depth/volatility.ts'

// Worked by hand: 30 in front, 10 behind, 8 gone.
test.each([
  ['risk-averse', riskAverseQueue(), 30],
  ['proportional, 1/4 from behind', powerQueue(1), 30 - 6],
  ['square, 1/10 from behind', powerQueue(2), 30 - 7.2],
  ['cube, 1/28 from behind', powerQueue(3), 30 - (8 * 27) / 28],
  ['log of tenths', logQueue(0.1), 30 - 8 * (Math.log(4) / (Math.log(4) + Math.log(2)))],
  ['log', logQueue(1), 30 - 8 * (Math.log(31) / (Math.log(31) + Math.log(11)))],
])('%s', (_, queue, front) => {
  expect(queue.afterCancel(30, 10, 8)).toBeCloseTo(front, 12)
})
test.each([powerQueue(0.5), powerQueue(1), powerQueue(2.5), logQueue(1)])(
  '$name: all goes from behind where nobody is in front, from the front where nobody is behind',
  (queue) => {
    expect(queue.afterCancel(0, 9, 4)).toBeCloseTo(0, 12)
    expect(queue.afterCancel(9, 0, 4)).toBeCloseTo(5, 12)
  },
)
test('what there was not behind came from the front', () => {
  // Half of 12 from behind, but only 2 are there of 2 + 2 in all: front 2 - 6 - 4.
  expect(powerQueue(1).afterCancel(2, 2, 12)).toBe(-8)
  expect(() => powerQueue(0)).toThrow('above 0')
})

test('constant delays', () => {
  const model = constantLatency(10, 20)
  expect([model.delay('entry', 0, 0), model.delay('response', 0, 0)]).toEqual([10, 20])
})
test('recorded delays are drawn with their own mean and within their range, the same for a seed', () => {
  const recorded = { entry: [300, 100, 200], response: [7] }
  const draw = (seed: number) => {
    const model = recordedLatency(recorded, seed)
    return Array.from({ length: 20_000 }, () => model.delay('entry', 0, 0))
  }
  const values = draw(3)
  expect(Math.min(...values)).toBeGreaterThanOrEqual(100)
  expect(Math.max(...values)).toBeLessThanOrEqual(300)
  // Uniform from 100 to 300 between equally spaced quantiles; five standard errors.
  expect(Math.abs(values.reduce((a, b) => a + b) / 20_000 - 200)).toBeLessThan((5 * 200) / Math.sqrt(12 * 20_000))
  expect(draw(3)).toEqual(values)
  expect(draw(4)).not.toEqual(values)
  expect(() => recordedLatency({ entry: [], response: [1] }, 0)).toThrow('no recorded entry delay')
  expect(() => recordedLatency({ entry: [1, -2], response: [1] }, 0)).toThrow('is -2')
})
test.each([0, 0.6, -0.6])('delays follow volatility with rank correlation for rho %f', (rho) => {
  const delays = { entry: Array.from({ length: 101 }, (_, i) => i), response: [1] }
  const model = volatilityLatency(delays, rho, 11)
  // Log volatility standard normal by its quantiles, in a scrambled order.
  const count = 20_011
  const pairs = Array.from({ length: count }, (_, i) => {
    const u = (((i * 7919) % count) + 0.5) / count
    const z = Math.log(u / (1 - u)) * 0.5513
    return [u, model.delay('entry', 0, Math.exp(z))] as const
  })
  const mean = (pick: (pair: readonly [number, number]) => number) =>
    pairs.reduce((sum, pair) => sum + pick(pair), 0) / count
  const [mx, my] = [mean((p) => p[0]), mean((p) => p[1])]
  const cov = mean((p) => (p[0] - mx) * (p[1] - my))
  const spearman = cov / Math.sqrt(mean((p) => (p[0] - mx) ** 2) * mean((p) => (p[1] - my) ** 2))
  // Gaussian copula: rank correlation is 6/pi asin(rho/2).
  expect(spearman).toBeCloseTo((6 / Math.PI) * Math.asin(rho / 2), 1)
  expect(Math.abs(spearman - (6 / Math.PI) * Math.asin(rho / 2))).toBeLessThan(0.03)
})
test('a volatility of 1 basis point a second is found from moves of that size', () => {
  const volatility = createVolatility()
  for (let second = 0; second < 200; second++) volatility.add(second * 1e6, second % 2 === 0 ? 10_000 : 10_001)
  expect(volatility.value()).toBeCloseTo(Math.log(10_001 / 10_000), 9)
})
test('messages come out by time, then in the order sent', () => {
  const messages = createMessages<string>()
  for (const [at, name] of [
    [5, 'a'],
    [3, 'b'],
    [5, 'c'],
    [1, 'd'],
    [3, 'e'],
  ] as const)
    messages.push(at, name)
  const out: string[] = []
  while (messages.due() < Infinity) out.push(messages.pop())
  expect(out.join('')).toBe('dbeac')
})
