import { useState } from 'react'
import type { Dataset } from '../../../core/contract/data.ts'
import { client } from '../../lib/client.ts'
import { useQuery } from '../../lib/query.ts'
import { useTab } from '../../shell/tab-context.ts'
import { SubTabs } from '../../ui/sub-tabs.tsx'
import { DatasetHeader } from './dataset-header.tsx'
import { LineageTab } from './lineage-tab.tsx'
import { PreviewTab } from './preview-tab.tsx'
import { ProfileTab } from './profile-tab.tsx'
import { QualityTab } from './quality/quality-tab.tsx'
import { SqlTab } from './sql-tab.tsx'
import { Unreadable } from './unreadable.tsx'

const tabs = [
  { value: 'preview', label: 'Preview' },
  { value: 'profile', label: 'Profile' },
  { value: 'quality', label: 'Quality' },
  { value: 'lineage', label: 'Lineage' },
  { value: 'sql', label: 'SQL' },
] as const
type DatasetTab = (typeof tabs)[number]['value']

export function isDatasetTab(value: string | undefined): value is DatasetTab {
  return tabs.some((tab) => tab.value === value)
}

export function DatasetView({ dataset, tab }: { dataset: Dataset; tab: DatasetTab }) {
  const { symbol, timeframe } = dataset
  const page = useTab()
  const [panel] = useState(() => `dataset-${crypto.randomUUID()}`)
  const {
    data: detail,
    error,
    reload,
  } = useQuery(`data/show/${symbol}/${timeframe}`, () => client.data.show({ symbol, timeframe }))
  const name = `${symbol} ${timeframe}`
  return (
    <div className="dataset">
      <DatasetHeader dataset={dataset} readable={error === null} />
      <div className="dataset-tabs">
        <SubTabs
          label={`Views of ${name}`}
          value={tab}
          tabs={tabs}
          panel={panel}
          onChange={(value) => page.replace({ symbol, timeframe, tab: value }, name)}
        />
      </div>
      <div className="dataset-body" id={panel} role="tabpanel" aria-label={tab}>
        {error !== null ? (
          <Unreadable dataset={dataset} error={error} retry={reload} />
        ) : (
          <>
            {tab === 'preview' && <PreviewTab dataset={dataset} />}
            {tab === 'profile' && <ProfileTab detail={detail} decimals={dataset.decimals} />}
            {tab === 'quality' && <QualityTab dataset={dataset} detail={detail} />}
            {tab === 'lineage' && <LineageTab detail={detail} />}
            {tab === 'sql' && <SqlTab dataset={dataset} />}
          </>
        )}
      </div>
    </div>
  )
}
