import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

/** Both texts, and a choice; nothing is overwritten without one. */
export function ConflictDialog(props: {
  readonly mine: string
  readonly theirs: string
  readonly file: string
  readonly onMine: () => void
  readonly onTheirs: () => void
  readonly onClose: () => void
}) {
  return (
    <Dialog
      open
      onClose={props.onClose}
      title="The file has changed underneath"
      width={920}
      description={
        <>
          <code>{props.file}</code> was written by another program or window since you opened it.
        </>
      }
      actions={
        <>
          <Button onClick={props.onClose}>Keep editing</Button>
          <Button onClick={props.onTheirs}>Take the file's text</Button>
          <Button kind="primary" onClick={props.onMine}>
            Save mine over it
          </Button>
        </>
      }
    >
      <div className="conflict">
        <section>
          <h3>Yours</h3>
          <pre className="code-block">{props.mine}</pre>
        </section>
        <section>
          <h3>In the file</h3>
          <pre className="code-block">{props.theirs}</pre>
        </section>
      </div>
    </Dialog>
  )
}
