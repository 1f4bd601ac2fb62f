import type { ScreenProps } from '../../shell/areas.ts'
import { StrategyEditor } from './strategy-editor.tsx'
import { StrategyLibrary } from './strategy-library.tsx'
import './strategies.css'

/** `file`: its editor, on `symbol` and `timeframe` where given. Else the strategies, and the templates to start from. */
export function StrategiesScreen({ params, active }: ScreenProps) {
  const { file, symbol, timeframe, template, view } = params
  if (file !== undefined)
    return (
      <StrategyEditor key={file} file={file} symbol={symbol ?? null} timeframe={timeframe ?? null} active={active} />
    )
  return <StrategyLibrary template={template ?? null} galleryFirst={view === 'gallery'} />
}
