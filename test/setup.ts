import fc from 'fast-check'

/** The same random cases in every run, so that a red suite is red for a reason; `SEXTANT_SEED=n` tries others. */
fc.configureGlobal({ seed: Number(process.env['SEXTANT_SEED'] ?? 1) })
