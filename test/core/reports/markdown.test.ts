import { describe, expect, test } from 'vitest'
import { reportSections } from '../../../core/contract/report.ts'
import { escapeMarkdown } from '../../../core/reports/escape.ts'
import { renderMarkdown } from '../../../core/reports/markdown.ts'
import { renderRunCard } from '../../../core/reports/run-card.ts'
import { hostileTexts, withTexts } from './hostile.ts'
import { sampleInput, walk } from './sample.ts'

const sample = sampleInput(walk(600))

/** Lines outside code fences; a fence ends at a line of at least as many backticks. */
function prose(markdown: string): string[] {
  const lines: string[] = []
  let fence = ''
  for (const text of markdown.split('\n')) {
    const [run] = /^`{3,}/.exec(text) ?? []
    if (fence !== '') {
      if (run !== undefined && run.length >= fence.length && text.trim() === run) fence = ''
    } else if (run !== undefined) fence = run
    else lines.push(text)
  }
  expect(fence).toBe('')
  return lines
}

function pipes(line: string): number {
  return line.replaceAll(/\\./g, '').split('|').length
}

/** What a line is, without what it says. */
function shape(line: string): string {
  if (line.startsWith('|')) return `row of ${pipes(line)}`
  return /^(#{1,6} |> - |> |---$)?/.exec(line)![0] + (line === '' ? 'empty' : 'text')
}

describe('Markdown', () => {
  test('has the sections of the HTML and only even tables', () => {
    const markdown = renderMarkdown(sample)
    expect(markdown.match(/^## .+$/gm)).toHaveLength(reportSections.length - 1)
    const lines = prose(markdown)
    const uneven = lines.filter(
      (line, index) =>
        line.startsWith('|') && lines[index - 1]!.startsWith('|') && pipes(line) !== pipes(lines[index - 1]!),
    )
    expect(uneven).toEqual([])
  })

  test.each([
    ['- item', '\\- item'],
    ['1. one', '1\\. one'],
    ['---', '\\---'],
    ['# head', '\\# head'],
    ['+787.26%', '+787.26%'],
    ['1.18', '1.18'],
    ['a|b', 'a\\|b'],
  ])('escapes %s as %s', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped)
  })

  test('keeps hostile texts from starting a heading, a cell, a link, an image or a tag', () => {
    const lines = (text: string) => prose(renderMarkdown({ ...withTexts(sample, text), sections: sample.sections }))
    const harmless = lines('harmless').map(shape).join('\n')
    const active = /<[a-z/!]|(?<!\\)\]\(|(?<!\\)!\[|https?:\/\//i
    expect(hostileTexts.filter((text) => lines(text).map(shape).join('\n') !== harmless)).toEqual([])
    expect(hostileTexts.filter((text) => lines(text).some((line) => active.test(line)))).toEqual([])
  }, 60_000)
})

describe('run card', () => {
  test('names data, conventions, hashes and the command line', () => {
    const card = renderRunCard(sample.run)
    for (const text of [
      sample.run.id,
      sample.run.resultHash,
      sample.run.strategy.hash,
      sample.run.data[0]!.hash,
      sample.run.command,
    ])
      expect(card).toContain(text)
    expect(card).toMatch(/^# sma-cross on GOOG$/m)
    expect(card).toContain('| totalReturn | ')
    expect(renderRunCard(sample.run)).toBe(card)
  })

  test('says first when a rule sees the future', () => {
    const card = renderRunCard({ ...sample.run, causality: { points: 64, passed: false } })
    expect(card.indexOf('A rule sees the future')).toBeGreaterThan(0)
    expect(card.indexOf('A rule sees the future')).toBeLessThan(card.indexOf('### Figures'))
  })

  test('keeps hostile texts in their cells', () => {
    const card = (text: string) =>
      prose(renderRunCard(withTexts(sample.run, text)))
        .map(shape)
        .join('\n')
    expect(hostileTexts.filter((text) => card(text) !== card('harmless'))).toEqual([])
  })
})
