import { addSample } from '../../shell/global-commands.ts'

export function SampleLink() {
  return (
    <button type="button" className="link" onClick={addSample}>
      Add the sample instead
    </button>
  )
}
