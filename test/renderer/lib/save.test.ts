import { describe, expect, it } from 'vitest'
import { csvOf } from '../../../renderer/lib/save.ts'

describe('csv', () => {
  it('quotes what needs it and leaves a missing value empty', () => {
    expect(
      csvOf(
        ['a', 'b,c'],
        [
          [1.5, 'say "so"'],
          [null, true],
        ],
      ),
    ).toBe('a,"b,c"\r\n1.5,"say ""so"""\r\n,true\r\n')
  })

  it('keeps a spreadsheet from running text as a formula', () => {
    expect(csvOf(['s'], [['=1+1'], ['@cmd'], ['-SPY'], ['-1.5'], [-1.5]])).toBe(
      "s\r\n'=1+1\r\n'@cmd\r\n'-SPY\r\n-1.5\r\n-1.5\r\n",
    )
  })
})
