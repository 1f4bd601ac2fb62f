import type { CostSpec, FeeSpec } from '../../contract/costs.ts'
import type { ProfileFields } from '../../contract/profile.ts'
import type { Costs } from '../types.ts'
import { createFees } from './fees.ts'
import type { FeeModel } from './fees.ts'
import { createFinancing } from './financing.ts'
import type { FinancingBasis, FinancingModel } from './financing.ts'
import { createSlippage } from './slippage.ts'
import type { SlippageModel } from './slippage.ts'

export interface CostModels {
  readonly fees: FeeModel
  readonly slippage: SlippageModel
  readonly financing: readonly FinancingModel[]
  /** Share of a bar's volume that its fills may take, null for all that is asked for. */
  readonly volumeShare: number | null
}

/** The models of a run: those of the account, else those that the strategy brings, else its plain figures under the profile's conventions. */
export function costModels(costs: Costs, profile: ProfileFields, own: CostSpec = {}): CostModels {
  const spec = { ...own, ...costs.costs }
  return {
    fees: createFees(spec.fees ?? feesOf(costs, profile)),
    slippage: createSlippage(spec.slippage ?? { kind: 'percent', rate: costs.slippage }),
    financing: (spec.financing ?? []).map(createFinancing),
    volumeShare: spec.volumeShare ?? null,
  }
}

function feesOf({ fees, feeFixed }: Costs, { feeBase }: ProfileFields): FeeSpec {
  const fixed: FeeSpec = { kind: 'fixed', amount: feeBase === 'perTrade' ? fees + feeFixed : feeFixed }
  if (feeBase === 'perTrade') return fixed
  const relative: FeeSpec = feeBase === 'value' ? { kind: 'percent', rate: fees } : { kind: 'perShare', amount: fees }
  return { kind: 'sum', of: [relative, fixed] }
}

/** What holding costs from one bar to the next, in account currency. */
export function holdingCost({ financing }: CostModels, held: FinancingBasis): number {
  let cost = 0
  for (const model of financing) cost += model.cost(held)
  return cost
}
