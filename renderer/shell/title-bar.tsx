import { FolderOpen, Search } from 'lucide-react'
import { ariaKeys, KeyCaps } from '../ui/key-caps.tsx'
import { openPalette } from './frame.ts'
import { Logo } from './logo.tsx'
import { useWorkspace } from './workspace.ts'

export function TitleBar() {
  const { data: workspace } = useWorkspace()
  return (
    <header className="title-bar">
      <div className="title-start">
        <div className="title-logo">
          <Logo />
        </div>
        <div className="title-workspace" title={workspace?.path}>
          <FolderOpen size={14} aria-hidden />
          <span>{workspace?.name ?? ''}</span>
        </div>
      </div>
      <button
        type="button"
        className="title-search"
        onClick={() => openPalette()}
        aria-keyshortcuts={ariaKeys('Mod+K')}
      >
        <Search size={14} aria-hidden />
        <span>Search or run a command</span>
        <KeyCaps keys="Mod+K" />
      </button>
      <div className="title-end" />
    </header>
  )
}
