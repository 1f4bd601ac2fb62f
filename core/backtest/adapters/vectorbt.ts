import { findProfile } from '../../engine/conventions/profiles.ts'
import type { PythonBridge } from '../../python/port.ts'
import { createPeerRunner } from '../peer-run.ts'
import type { PeerRunner } from '../port.ts'

/** vectorbt's `Portfolio.from_signals` in the analyst's Python. */
export function createVectorbtRunner(bridge: PythonBridge): PeerRunner {
  return createPeerRunner(
    {
      name: 'vectorbt',
      shares: true,
      conventions: findProfile('vectorbt').fields,
      ignores: ['spread', 'leverage'],
      tolerance: 1e-9,
      // Later releases of plotly lack a chart that it imports.
      packages: { vectorbt: '1.2.0', plotly: '5.24.1' },
    },
    bridge,
  )
}
