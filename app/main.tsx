import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './ui/tokens.css'
import { App } from './shell/app.tsx'
import { start } from './shell/start.ts'
import { applyThemeEarly } from './shell/theme.ts'

applyThemeEarly()
start()
const root = document.getElementById('root')
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
