import { SettingKey, Settings } from '../contract/config.ts'
import { AppError } from '../contract/errors.ts'
import type { Handlers } from '../handlers.ts'
import type { SettingsFile } from './settings.ts'

const docs: Record<keyof Settings, string> = {
  name: 'Name of the workspace, shown in the title bar.',
  offline: 'Refuse every outbound connection.',
  trusted:
    'Run strategies in TypeScript, which are programs, from this workspace; kept on this machine, not in the workspace.',
  theme: 'dark, light or system.',
  density: 'compact (28 px rows) or comfortable (32 px rows).',
  colours: 'Colours of rising and falling: blue-orange, green-red or red-green.',
  timezone: 'Zone in which times are shown; stored times are always UTC.',
  'engine.memoryMb': 'Memory the query engine may use, in MiB.',
  'engine.threads': 'Threads of the query engine and of sweeps.',
  'backtest.profile': 'Profile of a new run.',
  'backtest.cash': 'Cash at the start of a new run.',
  'backtest.fees': 'Fee a side of a new run, as a fraction of value.',
  'backtest.slippage': 'Slippage a side of a new run, as a fraction of price.',
}

export function createConfigService({ settings }: { settings: SettingsFile }): Handlers['config'] {
  const show = (key: keyof Settings) => {
    const written = settings.written()
    return {
      key,
      value: Settings.parse(written)[key],
      layer: !(key in written)
        ? ('default' as const)
        : key === 'trusted'
          ? ('machine' as const)
          : ('workspace' as const),
      doc: docs[key],
    }
  }
  return {
    list: () => SettingKey.options.map(show),
    get: ({ key }) => show(known(key)),
    async set({ key, value }) {
      await settings.write(known(key), value)
      return show(known(key))
    },
  }
}

function known(key: string): keyof Settings {
  const parsed = SettingKey.safeParse(key)
  if (parsed.success) return parsed.data
  throw new AppError('not-found', `there is no setting ${key}`, { hint: `Settings: ${SettingKey.options.join(', ')}.` })
}
