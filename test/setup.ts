import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'

/** The same random cases in every run, so that a red suite is red for a reason; `SEXTANT_SEED=n` tries others. */
fc.configureGlobal({ seed: Number(process.env['SEXTANT_SEED'] ?? 1) })

// What tests trust is no business of the machine's user.
process.env['SEXTANT_CONFIG_DIR'] = join(tmpdir(), `sextant-config-${process.pid}`)
