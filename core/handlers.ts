import { implement, type AnyRouter } from '@orpc/server'
import type { AnyContractProcedure, ContractProcedure, InferSchemaInput, InferSchemaOutput } from '@orpc/contract'
import { contract } from './contract/index.ts'
import { toWireError, withWireErrors } from './lib/wire-error.ts'

export interface CallContext {
  /** Aborted when the caller hangs up. */
  readonly signal: AbortSignal
}

type Handler<Procedure> =
  Procedure extends ContractProcedure<infer Input, infer Output, infer _Errors, infer _Meta>
    ? (
        input: InferSchemaOutput<Input>,
        context: CallContext,
      ) => Promise<InferSchemaInput<Output>> | InferSchemaInput<Output>
    : never

/** What a service must provide: one plain function a call, grouped as in the contract. */
export type Handlers = {
  [Area in keyof typeof contract]: {
    [Method in keyof (typeof contract)[Area]]: Handler<(typeof contract)[Area][Method]>
  }
}

/** Binds the services to the contract. Inputs are checked by the contract's schemas; errors leave in wire form. */
export function createRouter(handlers: Handlers): AnyRouter {
  const areas = Object.entries(contract).map(([area, procedures]) => {
    const bound = Object.entries(procedures).map(([method, procedure]) => [
      method,
      bind(procedure, area, method, handlers),
    ])
    return [area, Object.fromEntries(bound)]
  })
  return Object.fromEntries(areas) as AnyRouter
}

function bind(procedure: AnyContractProcedure, area: string, method: string, handlers: Handlers) {
  // The mapped type above has checked this pair; a loop cannot carry that proof.
  const handle = (
    handlers as unknown as Record<string, Record<string, (input: unknown, context: CallContext) => unknown>>
  )[area]![method]!
  return implement(procedure).handler(async ({ input, signal }) => {
    try {
      const result = await handle(input, { signal: signal ?? new AbortController().signal })
      return isGenerator(result) ? withWireErrors(result) : result
    } catch (error) {
      throw toWireError(error)
    }
  })
}

function isGenerator(value: unknown): value is AsyncGenerator<unknown, unknown, void> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value
}
