import { Copy } from 'lucide-react'
import { client } from '../../lib/client.ts'
import { useQuery } from '../../lib/query.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Markdown } from '../../ui/markdown.tsx'
import { Skeleton } from '../../ui/progress.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { toast, toastError } from '../../ui/toast.tsx'

/** run-card.md of the run's folder, what a colleague needs to trust or repeat it. */
export function RunCard({ id }: { readonly id: string }) {
  const { data, error, reload } = useQuery(`runs/card/${id}`, () => client.backtest.card({ run: id }))
  if (error && !data) return <ErrorState error={error} where={`backtest.card ${id}`} retry={reload} />
  if (!data) return <Skeleton rows={14} />
  const copy = () => {
    navigator.clipboard.writeText(data.markdown).then(() => toast('Run card copied'), toastError)
  }
  return (
    <Card
      title="run-card.md"
      action={
        <Button size="small" kind="ghost" icon={Copy} onClick={copy}>
          Copy
        </Button>
      }
    >
      <Markdown text={data.markdown} />
    </Card>
  )
}
