import type { DatasetDetail } from '../../../core/contract/data.ts'
import { bytes, date, integer, when } from '../../lib/format.ts'
import { Card, Facts } from '../../ui/card.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Skeleton } from '../../ui/progress.tsx'

type Version = DatasetDetail['versions'][number]
type Partition = DatasetDetail['partitions'][number]

const versionColumns: readonly Column<Version>[] = [
  {
    id: 'version',
    header: 'Version',
    width: 76,
    value: ({ version }) => version,
    cell: ({ version }) => `v${version}`,
  },
  {
    id: 'hash',
    header: 'Hash',
    kind: 'mono',
    width: 'minmax(140px, 1fr)',
    cell: ({ hash }) => (
      <span className="selectable" title={hash}>
        {hash.slice(0, 16)}
      </span>
    ),
  },
  {
    id: 'rows',
    header: 'Bars',
    kind: 'number',
    width: 100,
    value: ({ rows }) => rows,
    cell: ({ rows }) => integer(rows),
  },
  {
    id: 'created',
    header: 'Made',
    kind: 'date',
    width: 150,
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => when(createdAt),
  },
  { id: 'batch', header: 'Import', kind: 'mono', width: 110, cell: ({ batch }) => batch.slice(0, 10) },
  {
    id: 'source',
    header: 'Source',
    width: 'minmax(160px, 1.4fr)',
    cell: ({ source }) => <span title={source}>{source}</span>,
  },
  {
    id: 'reason',
    header: 'Why',
    width: 'minmax(140px, 1fr)',
    cell: ({ reason }) => <span className="prose">{reason}</span>,
  },
]

const partitionColumns: readonly Column<Partition>[] = [
  {
    id: 'hash',
    header: 'SHA-256',
    kind: 'mono',
    width: 'minmax(240px, 2fr)',
    cell: ({ hash }) => <span className="selectable">{hash}</span>,
  },
  { id: 'rows', header: 'Bars', kind: 'number', width: 100, cell: ({ rows }) => integer(rows) },
  { id: 'from', header: 'From', kind: 'date', width: 112, cell: ({ from }) => date(from) },
  { id: 'to', header: 'To', kind: 'date', width: 112, cell: ({ to }) => date(to) },
  { id: 'bytes', header: 'Size', kind: 'number', width: 96, cell: (partition) => bytes(partition.bytes) },
]

/** Where the bars came from and in which files they lie. */
export function LineageTab({ detail }: { detail: DatasetDetail | undefined }) {
  if (detail === undefined) return <Skeleton rows={10} />
  return (
    <div className="tab-page scroll">
      <Card title="Source">
        <Facts
          align="left"
          items={[
            [
              'File',
              <span key="file" className="mono">
                {detail.source}
              </span>,
            ],
            ['Read as', detail.format],
            [
              'Hash of this version',
              <span key="hash" className="mono">
                {detail.hash}
              </span>,
            ],
            ['Size on disk', bytes(detail.bytes)],
            ['Rows in quarantine', integer(detail.quarantined)],
            ['Last changed', when(detail.updatedAt)],
          ]}
        />
      </Card>
      <Card
        title="Versions"
        note={<span className="num">{detail.versions.length}, older ones stay readable</span>}
        flush
      >
        <DataTable
          label="Versions"
          columns={versionColumns}
          rows={detail.versions}
          rowKey={({ version }) => String(version)}
          sort={{ id: 'version', descending: true }}
        />
      </Card>
      <Card title="Files" note={<span className="num">{detail.partitions.length} Parquet, immutable</span>} flush>
        <DataTable
          label="Files"
          columns={partitionColumns}
          rows={detail.partitions}
          rowKey={({ hash, from }) => `${hash} ${from}`}
        />
      </Card>
    </div>
  )
}
