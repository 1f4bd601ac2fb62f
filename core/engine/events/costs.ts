import { z } from 'zod'

import type { ProfileFields } from '../../contract/profile.ts'
import type { Costs } from '../types.ts'
import { createFees, FeeSpec } from './fees.ts'
import type { FeeModel } from './fees.ts'
import { createFinancing, FinancingSpec } from './financing.ts'
import type { FinancingModel } from './financing.ts'
import { createSlippage, SlippageSpec } from './slippage.ts'
import type { SlippageModel } from './slippage.ts'

/** Cost models that a strategy brings along, as data; what is left out is that of the run. */
export const CostSpec = z.strictObject({
  fees: FeeSpec.optional(),
  slippage: SlippageSpec.optional(),
  financing: z.array(FinancingSpec).optional(),
  /** Share of a bar's volume that its fills may take together; without it there is no limit. */
  volumeShare: z.number().positive().max(1).optional(),
})
export type CostSpec = z.infer<typeof CostSpec>

export interface CostModels {
  readonly fees: FeeModel
  readonly slippage: SlippageModel
  readonly financing: readonly FinancingModel[]
  readonly volumeShare: number | null
}

/** The models of a run: those of the strategy, else the figures of the request under the profile's conventions. */
export function costModels(own: CostSpec, costs: Costs, profile: ProfileFields): CostModels {
  return {
    fees: createFees(own.fees ?? feesOf(costs, profile)),
    slippage: createSlippage(own.slippage ?? { kind: 'percent', rate: costs.slippage }),
    financing: (own.financing ?? []).map(createFinancing),
    volumeShare: own.volumeShare ?? null,
  }
}

function feesOf({ fees, feeFixed }: Costs, { feeBase }: ProfileFields): FeeSpec {
  const fixed: FeeSpec = { kind: 'fixed', amount: feeBase === 'perTrade' ? fees + feeFixed : feeFixed }
  if (feeBase === 'perTrade') return fixed
  const relative: FeeSpec = feeBase === 'value' ? { kind: 'percent', rate: fees } : { kind: 'perShare', amount: fees }
  return { kind: 'sum', of: [relative, fixed] }
}
