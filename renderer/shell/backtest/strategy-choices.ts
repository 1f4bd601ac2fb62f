import { useMemo } from 'react'
import type { StrategyParam, Template } from '../../../core/contract/strategy.ts'
import { client } from '../../lib/client.ts'
import { count } from '../../lib/format.ts'
import { useQuery } from '../../lib/query.ts'
import { useStrategies } from '../workspace.ts'

export interface StrategyChoice {
  /** What `backtest.run` takes as strategy. */
  value: string
  label: string
  group: 'workspace' | 'template'
  detail: string
  params: readonly StrategyParam[]
}

/** Strategies of the workspace that parse, then the bundled templates. */
export function useStrategyChoices(): readonly StrategyChoice[] {
  const { data: strategies } = useStrategies()
  const { data: templates } = useQuery('strategies/templates', () => client.strategy.templates())
  const { data: checked } = useQuery(templates === undefined ? null : 'strategies/template-params', () =>
    paramsOf(templates ?? []),
  )
  return useMemo(
    () => [
      ...(strategies ?? [])
        .filter(({ ok }) => ok)
        .map(({ file, name, params }): StrategyChoice => ({
          value: file,
          label: name,
          group: 'workspace',
          detail: count(params.length, 'parameter'),
          params,
        })),
      ...(templates ?? []).map(({ name, title, description }): StrategyChoice => ({
        value: name,
        label: title,
        group: 'template',
        detail: description,
        params: checked?.[name] ?? [],
      })),
    ],
    [strategies, templates, checked],
  )
}

async function paramsOf(templates: readonly Template[]): Promise<Record<string, readonly StrategyParam[]>> {
  const all = await Promise.all(
    templates.map(
      async ({ name, text }) => [name, (await client.strategy.check({ text, path: name })).params] as const,
    ),
  )
  return Object.fromEntries(all)
}
