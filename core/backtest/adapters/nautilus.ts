import { findProfile, overrideProfile } from '../../engine/conventions/profiles.ts'
import type { PythonBridge } from '../../python/port.ts'
import { createPeerRunner } from '../peer-run.ts'
import type { PeerRunner } from '../port.ts'

/** NautilusTrader's back test in the analyst's Python: an order sent on a bar fills at that bar's close. */
export function createNautilusRunner(bridge: PythonBridge): PeerRunner {
  return createPeerRunner(
    {
      name: 'nautilus',
      shares: false,
      conventions: overrideProfile(findProfile('sextant'), { fillTiming: 'signalClose' }).fields,
      ignores: ['slippage', 'spread', 'leverage'],
      // Sizes and money keep eight decimals there, and a small difference grows with the account.
      tolerance: 1e-6,
      packages: { nautilus_trader: '1.221.0', pandas: '2.3.3' },
    },
    bridge,
  )
}
