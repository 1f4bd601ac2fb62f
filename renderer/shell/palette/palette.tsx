import { Dialog } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { cx } from '../../ui/cx.ts'
import { KeyCaps } from '../../ui/key-caps.tsx'
import { useFrame } from '../frame.ts'
import type { PaletteItem } from './palette-items.ts'
import { matching, nearest, usePaletteGroups, wordsOf } from './palette-items.ts'
import './palette.css'

export function Palette() {
  const open = useFrame((state) => state.paletteOpen)
  const start = useFrame((state) => state.paletteText)
  return (
    <Dialog.Root open={open} onOpenChange={(next) => useFrame.setState({ paletteOpen: next })}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="palette" aria-label="Search or run a command">
          {open && <PaletteBody key={start} start={start} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function PaletteBody({ start }: { start: string }) {
  const [text, setText] = useState(start)
  const groups = usePaletteGroups()
  const shown = matching(groups, text)
  const words = wordsOf(text.replace(/^[>@#]/, ''))
  const near = shown.length === 0 ? nearest(groups, words.join(' ')) : []
  const close = (): void => {
    useFrame.setState({ paletteOpen: false })
  }
  return (
    <Command label="Search or run a command" shouldFilter={false} loop>
      <div className="palette-field">
        <Search size={18} aria-hidden />
        <Command.Input value={text} onValueChange={setText} placeholder="Search or run a command" />
      </div>
      <Command.List className="palette-list">
        {shown.map((group) => (
          <Command.Group
            key={group.id}
            heading={<Heading title={group.title} shown={group.items.length} total={group.total} />}
          >
            {group.items.map((item) => (
              <Line key={item.id} item={item} words={words} close={close} />
            ))}
          </Command.Group>
        ))}
        {near.length > 0 && (
          <Command.Group heading={<Heading title={`Nothing is called ${text.trim()}; nearest`} />}>
            {near.map((item) => (
              <Line key={item.id} item={item} words={[]} close={close} />
            ))}
          </Command.Group>
        )}
      </Command.List>
      <footer className="palette-foot">
        <KeyCaps keys="Up+Down" /> move
        <KeyCaps keys="Enter" /> run
        <KeyCaps keys="Escape" /> close
        <span className="grow" />
        <KeyCaps keys=">" /> commands
        <KeyCaps keys="@" /> data
        <KeyCaps keys="#" /> runs
      </footer>
    </Command>
  )
}

function Heading({ title, shown, total }: { title: string; shown?: number; total?: number }) {
  return (
    <div className="palette-heading">
      <span>{title}</span>
      {total !== undefined && <span className="num">{shown === total ? total : `${shown} of ${total}`}</span>}
    </div>
  )
}

function Line({ item, words, close }: { item: PaletteItem; words: readonly string[]; close: () => void }) {
  return (
    <Command.Item
      value={item.id}
      className="palette-item"
      onSelect={() => {
        close()
        item.run()
      }}
    >
      <item.icon size={16} aria-hidden />
      <span>
        <Marked text={item.title} words={words} />
      </span>
      {item.mono !== undefined && <span className="mono muted">{item.mono}</span>}
      <span className="muted ellipsis">{item.detail}</span>
      <span className="grow" />
      {item.figures?.map(({ text, tone }) => (
        <span key={text} className={cx('num', tone)}>
          {text}
        </span>
      ))}
      {item.keys !== undefined && <KeyCaps keys={item.keys} />}
    </Command.Item>
  )
}

/** The text with its matched letters in the accent. */
function Marked({ text, words }: { text: string; words: readonly string[] }) {
  const word = words.find((candidate) => text.toLowerCase().includes(candidate))
  if (word === undefined) return text
  const at = text.toLowerCase().indexOf(word)
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + word.length)}</mark>
      {text.slice(at + word.length)}
    </>
  )
}
