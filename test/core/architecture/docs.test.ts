import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ProfileFields } from '../../../core/contract/profile.ts'
import { indicatorReference } from '../../../core/indicators/reference-page.ts'
import { errorCodes } from '../../../core/contract/errors.ts'

describe('documentation', () => {
  it('explains every field of a profile and every value it can have', () => {
    const text = readFileSync('docs/profiles.md', 'utf8')
    for (const [field, schema] of Object.entries(ProfileFields.shape)) {
      expect(text, field).toContain(`\`${field}\``)
      for (const option of 'options' in schema
        ? (schema.options as unknown[]).filter((value) => typeof value === 'string')
        : [])
        expect(text, `${field} ${String(option)}`).toContain(`\`${String(option)}\``)
    }
  })

  it('lists every indicator as the registry has it; if not, run scripts/indicator-reference.ts', () => {
    expect(readFileSync('docs/indicators.md', 'utf8')).toBe(indicatorReference())
  })

  it('keeps the map within 120 lines', () => {
    expect(readFileSync('ARCHITECTURE.md', 'utf8').split('\n').length).toBeLessThanOrEqual(121)
  })

  it('gives every error code an HTTP status of a failure', () => {
    for (const status of Object.values(errorCodes)) expect(status).toBeGreaterThanOrEqual(400)
  })
})
