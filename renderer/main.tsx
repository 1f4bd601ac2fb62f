import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startLive } from './shell/live.ts'
import { startSettings } from './shell/settings.ts'
import { Shell } from './shell/shell.tsx'
import { toastError } from './ui/toast.tsx'
import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root element')
createRoot(root).render(
  <StrictMode>
    <Shell />
  </StrictMode>,
)
startSettings().catch(toastError)
startLive()
