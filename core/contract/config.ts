import { oc } from '@orpc/contract'
import { z } from 'zod'

/** sextant.json. Secrets never live here. */
export const Settings = z.object({
  name: z.string().default('workspace'),
  offline: z.boolean().default(true),
  /** Strategies in TypeScript are programs: they run only where the analyst has said so, on this machine. */
  trusted: z.boolean().default(false),
  theme: z.enum(['dark', 'light', 'system']).default('dark'),
  density: z.enum(['compact', 'comfortable']).default('compact'),
  colours: z.enum(['blue-orange', 'green-red', 'red-green']).default('blue-orange'),
  timezone: z.string().default('UTC'),
  'engine.memoryMb': z.number().int().min(256).max(1_048_576).default(4096),
  'engine.threads': z.number().int().min(1).max(256).default(2),
  'backtest.profile': z.string().default('sextant'),
  'backtest.cash': z.number().positive().default(100_000),
  'backtest.fees': z.number().min(0).max(1).default(0),
  'backtest.slippage': z.number().min(0).max(1).default(0),
})
export type Settings = z.infer<typeof Settings>
export const SettingKey = Settings.keyof()

const Setting = z.object({
  key: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]),
  /** Where the value comes from; `machine`: the analyst's own settings on this machine. */
  layer: z.enum(['default', 'workspace', 'machine', 'environment']),
  doc: z.string(),
})

export const config = {
  list: oc
    .route({ method: 'GET', path: '/config', summary: 'Every setting, its value and where it comes from' })
    .output(z.array(Setting)),
  get: oc
    .route({ method: 'GET', path: '/config/get', summary: 'One setting' })
    .input(z.object({ key: z.string() }))
    .output(Setting),
  set: oc
    .route({ method: 'POST', path: '/config/set', summary: 'Change a setting of this workspace' })
    .input(z.object({ key: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) }))
    .output(Setting),
}
