import { rollingMean, rollingSum } from '../../indicators/rolling-sum.ts'
import { numberKernel, type Kernel } from './column.ts'

/** The indicators' own sums: exact on decimal prices, so that equal averages compare as equal. */
function present(f: (x: Float64Array, n: number) => Float64Array): Kernel {
  return numberKernel((out, [x], [n]) => {
    let lead = 0
    while (lead < x!.length && x![lead]! !== x![lead]!) lead++
    out.fill(Number.NaN, 0, Math.min(lead, out.length))
    if (lead < out.length) out.set(f(lead === 0 ? x! : x!.subarray(lead), n!), lead)
  })
}

export const mean = present(rollingMean)
export const sum = present(rollingSum)
