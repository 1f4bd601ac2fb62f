import { writeFileSync } from 'node:fs'
import { indicatorReference } from '../core/indicators/reference-page.ts'

/** Writes docs/indicators.md from the registry. */
writeFileSync('docs/indicators.md', indicatorReference())
