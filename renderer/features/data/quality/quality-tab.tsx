import type { Dataset, DatasetDetail } from '../../../../core/contract/data.ts'
import { client } from '../../../lib/client.ts'
import { useQuery } from '../../../lib/query.ts'
import { Skeleton } from '../../../ui/progress.tsx'
import { Banner, ErrorState } from '../../../ui/states.tsx'
import { ProfileCard } from '../profile-tab.tsx'
import { ChecksCard } from './checks-card.tsx'
import { FindingsCard } from './findings-card.tsx'
import './quality.css'
import { Timeline } from './timeline.tsx'

export function QualityTab({ dataset, detail }: { dataset: Dataset; detail: DatasetDetail | undefined }) {
  const { symbol, timeframe, version } = dataset
  const {
    data: report,
    error,
    reload,
  } = useQuery(`data/check/${symbol}/${timeframe}`, () => client.data.check({ symbol, timeframe }))
  const { data: quarantine } = useQuery(`data/quarantine/${symbol}/${timeframe}`, () =>
    client.data.quarantine({ symbol, timeframe }),
  )
  if (report === undefined)
    return error === null ? (
      <Skeleton rows={14} />
    ) : (
      <ErrorState error={error} where={`data.check ${symbol} ${timeframe}`} retry={reload} />
    )
  const failed = report.checks.find(({ status }) => status === 'fail')
  return (
    <div className="tab-page scroll">
      {report.version !== version && (
        <Banner tone="warn" title={`Checked at version ${report.version}.`}>
          The data is at version {version}: press Check again.
        </Banner>
      )}
      {failed !== undefined && (
        <Banner tone="error" title={`${failed.title}.`}>
          {failed.message}
        </Banner>
      )}
      <Timeline report={report} />
      <div className="quality-columns">
        <div className="quality-stack">
          <ProfileCard detail={detail} decimals={dataset.decimals} />
          <ChecksCard checks={report.checks} checkedAt={report.checkedAt} calendar={report.calendar} />
        </div>
        <FindingsCard report={report} quarantine={quarantine ?? []} />
      </div>
    </div>
  )
}
