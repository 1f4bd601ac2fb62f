import { Skeleton } from '../../ui/progress.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'

export type Zoom = '50' | 'fit' | '100'
export const zooms = [
  { value: '50', label: '50%' },
  { value: 'fit', label: 'Fit' },
  { value: '100', label: '100%' },
] as const

/** A report on light paper. It may not run scripts, open windows or reach anything of this page. */
export function Paper(props: {
  readonly html: string | null
  readonly zoom: Zoom
  readonly error: unknown
  readonly loading: boolean
  readonly retry: () => void
  readonly title: string
  readonly empty?: boolean
}) {
  if (props.empty)
    return (
      <div className="report-desk">
        <EmptyState title="Nothing is chosen">Switch at least one section on.</EmptyState>
      </div>
    )
  if (props.error && props.html === null)
    return (
      <div className="report-desk">
        <ErrorState
          error={props.error}
          where="report.preview"
          title="The preview could not be made"
          retry={props.retry}
        />
      </div>
    )
  if (props.html === null)
    return (
      <div className="report-desk">
        <div className={`report-paper paper-${props.zoom}`}>
          <Skeleton rows={20} />
        </div>
      </div>
    )
  return (
    <div className="report-desk" aria-busy={props.loading || undefined}>
      <div className={`report-paper paper-${props.zoom}`}>
        <iframe title={`Preview: ${props.title}`} sandbox="" srcDoc={props.html} />
      </div>
    </div>
  )
}
