import { describe, expect, it } from 'vitest'
import { matches } from '../../../renderer/shell/keyboard.ts'

const press = (
  key: string,
  held: { ctrl?: boolean; meta?: boolean; shift?: boolean; alt?: boolean } = {},
): KeyboardEvent =>
  // Only the fields that are read; Node has no KeyboardEvent.
  ({
    key,
    ctrlKey: held.ctrl ?? false,
    metaKey: held.meta ?? false,
    shiftKey: held.shift ?? false,
    altKey: held.alt ?? false,
  }) as KeyboardEvent

describe('keys', () => {
  it('takes Control and Command for Mod', () => {
    expect(matches(press('k', { ctrl: true }), 'Mod+K')).toBe(true)
    expect(matches(press('k', { meta: true }), 'Mod+K')).toBe(true)
    expect(matches(press('k'), 'Mod+K')).toBe(false)
  })

  it('tells keys apart by Shift and Alt', () => {
    expect(matches(press('T', { ctrl: true, shift: true }), 'Mod+Shift+T')).toBe(true)
    expect(matches(press('T', { ctrl: true, shift: true }), 'Mod+T')).toBe(false)
    expect(matches(press('p', { ctrl: true }), 'Mod+Shift+P')).toBe(false)
    expect(matches(press('k', { ctrl: true, alt: true }), 'Mod+K')).toBe(false)
  })

  it('takes a sign with or without the Shift it is typed with', () => {
    expect(matches(press('?', { shift: true }), '?')).toBe(true)
    expect(matches(press('?'), '?')).toBe(true)
    expect(matches(press('?', { ctrl: true }), '?')).toBe(false)
  })

  it('leaves Command+Tab to the system', () => {
    expect(matches(press('Tab', { ctrl: true }), 'Ctrl+Tab')).toBe(true)
    expect(matches(press('Tab', { meta: true }), 'Ctrl+Tab')).toBe(false)
  })
})
