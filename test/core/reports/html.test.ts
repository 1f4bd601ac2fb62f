import { describe, expect, test } from 'vitest'
import { reportSections } from '../../../core/contract/report.ts'
import { loadFonts } from '../../../core/reports/fonts.ts'
import { renderHtml } from '../../../core/reports/html.ts'
import type { ReportInput } from '../../../core/reports/input.ts'
import { hostileTexts, withTexts } from './hostile.ts'
import { sampleInput, walk } from './sample.ts'

const sample = sampleInput(walk(600))

/** Tags with their attribute names, in order; text and attribute values left out. */
function skeleton(html: string): string[] {
  return [...html.matchAll(/<(?:"[^"]*"|'[^']*'|[^>"'])*>/g)].map(([tag]) =>
    tag.replaceAll(/="[^"]*"/g, '=').replaceAll(/\s+/g, ' '),
  )
}

/** Everything a file can put into a report; section names and check states come from the program itself. */
function hostile(text: string): ReportInput {
  return { ...withTexts(quality(sample), text), sections: sample.sections }
}

function quality(input: ReportInput): ReportInput {
  return {
    ...input,
    quality: {
      symbol: 'GOOG',
      timeframe: '1d',
      version: 2,
      status: 'warn',
      label: '2 gaps',
      calendar: 'XNYS, inferred',
      rows: 600,
      from: 0,
      to: 1,
      expectedSessions: 602,
      presentSessions: 600,
      checks: [{ check: 'gaps', title: 'Gaps', status: 'warn', count: 2, message: '2 sessions missing in 2 gaps.' }],
      findings: [],
      coverage: [],
      checkedAt: Date.UTC(2026, 0, 1),
    },
  }
}

describe('one-file HTML', () => {
  test('gives the same bytes for the same input', () => {
    expect(renderHtml(sampleInput(walk(600)))).toBe(renderHtml(sampleInput(walk(600))))
  })

  test('fetches nothing and needs no script', async () => {
    const html = renderHtml(sample, { fonts: await loadFonts() })
    expect(html).not.toMatch(/<script|<link|<iframe|@import|\son\w+=/i)
    expect(
      [...html.matchAll(/(?:src|href|url)\s*[=(]\s*["']?([^"')\s]{0,40})/gi)]
        .map(([, target]) => target)
        .filter((target) => !target!.startsWith('data:')),
    ).toEqual([])
    expect(html).toContain(`default-src 'none'`)
    expect(html.match(/data:font\/woff2;base64,/g)).toHaveLength(4)
  })

  test('prints the asked sections only, in their own order', () => {
    const ids = (html: string) => [...html.matchAll(/<section id="(\w+)">/g)].map(([, id]) => id)
    expect(ids(renderHtml(sample))).toEqual([...reportSections])
    expect(ids(renderHtml({ ...sample, sections: ['reproduce', 'summary'] }))).toEqual(['summary', 'reproduce'])
    expect(ids(renderHtml({ ...sample, sections: [] }))).toEqual([])
  })

  test('puts warnings before every figure, the failed causality check first', () => {
    const html = renderHtml(
      quality(
        sampleInput(walk(600), 'GOOG', {
          causality: { points: 64, passed: false },
          warnings: ['2 orders were refused.'],
          stale: true,
        }),
      ),
    )
    const order = [
      'A rule sees the future.',
      'Holding GOOG made more than the strategy',
      'The data has changed.',
      'Data quality: 2 gaps.',
      '2 orders were refused.',
      'Key figures',
    ].map((text) => html.indexOf(text))
    expect(order.every((at) => at > 0)).toBe(true)
    expect(order).toEqual(order.toSorted((a, b) => a - b))
  })

  test('states identity, hashes, command lines, versions and every profile field', () => {
    const { run, command } = sample
    const html = renderHtml(sample).replaceAll('&#39;', "'")
    for (const text of [
      run.id,
      run.resultHash,
      run.strategy.hash,
      run.profile.hash,
      ...run.data.flatMap((series) => [series.hash, ...series.partitions]),
      run.command,
      command,
      ...Object.keys(run.profile.fields),
      ...Object.values(run.versions),
    ])
      expect(html).toContain(text)
    expect(html).toContain('@page{size:A4')
  })

  test('lists the first and last 200 of many trades and says how many are left out', () => {
    const trades = sample.trades
    const many = Object.fromEntries(
      Object.entries(trades).map(([name, values]) => [
        name,
        Array.from({ length: 1234 }, (_, index) => values[index % values.length]),
      ]),
    ) as unknown as ReportInput['trades']
    const html = renderHtml({ ...sample, trades: many, sections: ['trades'] })
    expect(html).toContain('The first 200 and the last 200 of 1,234 trades; 834 between them')
    expect(html.match(/<td class="right">(200|201|1034|1035|1234)<\/td>/g)).toEqual(
      ['200', '1035', '1234'].map((row) => `<td class="right">${row}</td>`),
    )
  })

  test('stands without trades, without comparison, with bankrupt equity and with missing figures', () => {
    const none = Object.fromEntries(
      Object.keys(sample.trades).map((name) => [name, []]),
    ) as unknown as ReportInput['trades']
    const bust = {
      ts: sample.equity.ts,
      equity: sample.equity.equity.map((value, index) => (index > 300 ? -value : value)),
      drawdown: sample.equity.drawdown,
      held: sample.equity.ts.map(() => Number.NaN),
    }
    const html = renderHtml({ ...sample, trades: none, equity: bust })
    expect(html).toContain('The run made no trade.')
    expect(html).not.toContain('NaN')
    expect(html).not.toContain('Infinity')
    expect(html).not.toContain('undefined')
    expect(html).not.toContain('held, no costs</span>')
    expect(renderHtml({ ...sample, equity: { ts: [], equity: [], drawdown: [], held: [] } })).toContain(
      'nothing to draw',
    )
  })

  test('gives every drawing a name for those who cannot see it', () => {
    const html = renderHtml(sample)
    const drawings = html
      .match(/<svg viewBox[^>]*>/g)!
      .filter((tag) => !tag.includes('aria-hidden') && !tag.includes('class="icon"'))
    expect(drawings.length).toBeGreaterThanOrEqual(5)
    for (const tag of drawings) expect(tag).toMatch(/role="img" aria-label="[^"]{20,}"/)
  })

  test(`keeps ${hostileTexts.length} hostile texts in their place, in every text field`, () => {
    expect(hostileTexts.length).toBeGreaterThanOrEqual(200)
    const shape = (text: string) => {
      const html = renderHtml(hostile(text))
      const [style = '', ...rest] = html.split('</style>')
      return JSON.stringify([
        skeleton(html),
        rest.length,
        style.slice(style.indexOf('<style>')).replace(/content:"(?:\\[0-9a-f]+ |[A-Za-z0-9 ])*"/, ''),
      ])
    }
    const harmless = shape('harmless')
    expect(hostileTexts.filter((text) => shape(text) !== harmless)).toEqual([])
  }, 60_000)
})
