import { findProfile } from '../../engine/conventions/profiles.ts'
import type { PythonBridge } from '../../python/port.ts'
import { createPeerRunner } from '../peer-run.ts'
import type { PeerRunner } from '../port.ts'

/** backtrader's broker in the analyst's Python, at its own defaults. */
export function createBacktraderRunner(bridge: PythonBridge): PeerRunner {
  return createPeerRunner(
    {
      name: 'backtrader',
      shares: true,
      conventions: findProfile('backtrader').fields,
      ignores: ['spread', 'leverage'],
      tolerance: 1e-9,
      packages: { backtrader: '1.9.78.123' },
    },
    bridge,
  )
}
