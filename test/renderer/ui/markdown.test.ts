import { describe, expect, it } from 'vitest'
import { blocks } from '../../../renderer/ui/markdown.tsx'
import { calendarStarts, startText } from '../../../renderer/ui/calendar-starts.ts'
import { inkOn, rgbOf } from '../../../renderer/ui/ink.ts'

describe('Markdown of our own files', () => {
  it('splits headings, lists, tables and code', () => {
    const parts = blocks(
      '# Run\n\nOne\ntwo\n\n- a\n- b\n\n| m | v |\n|---|--:|\n| x \\| y | 1 |\n\n```json\n{ "a": 1 }\n# not a heading\n```\n',
    )
    expect(parts).toEqual([
      { kind: 'heading', level: 1, text: 'Run' },
      { kind: 'paragraph', text: 'One two' },
      { kind: 'list', ordered: false, items: ['a', 'b'] },
      {
        kind: 'table',
        rows: [
          ['m', 'v'],
          ['x | y', '1'],
        ],
      },
      { kind: 'code', text: '{ "a": 1 }\n# not a heading' },
    ])
  })

  it('takes HTML for text and ends on a file that breaks off', () => {
    expect(blocks('<img src=x onerror=alert(1)>')).toEqual([
      { kind: 'paragraph', text: '<img src=x onerror=alert(1)>' },
    ])
    expect(blocks('```\nopen')).toEqual([{ kind: 'code', text: 'open' }])
    expect(blocks('#no space')).toEqual([{ kind: 'paragraph', text: '#no space' }])
  })
})

describe('starts on a time axis', () => {
  it('takes whole years over decades and months over a year', () => {
    const years = calendarStarts(Date.UTC(2004, 7, 19), Date.UTC(2013, 2, 1))
    expect(years.map(startText)).toEqual(['2005', '2006', '2007', '2008', '2009', '2010', '2011', '2012', '2013'])
    expect(calendarStarts(Date.UTC(2012, 1, 3), Date.UTC(2013, 0, 4)).map(startText)).toEqual([
      'Mar',
      'Apr',
      'May',
      'Jun',
      'Jul',
      'Aug',
      'Sep',
      'Oct',
      'Nov',
      'Dec',
      '2013',
    ])
  })
})

describe('ink on a fill', () => {
  it('contrasts at least 4.5 to 1 on every token that carries text', () => {
    expect(inkOn(rgbOf('#56b4e9'))).toBe('#0B0E13')
    expect(inkOn(rgbOf('#0072b2'))).toBe('#ffffff')
    expect(rgbOf('rgb(47, 134, 189)')).toEqual([47, 134, 189])
  })
})
