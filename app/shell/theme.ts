import { useEffect, useSyncExternalStore } from 'react'
import { useView } from '../store/view.ts'

const dark = window.matchMedia('(prefers-color-scheme: dark)')

const subscribe = (listener: () => void): (() => void) => {
  dark.addEventListener('change', listener)
  return () => dark.removeEventListener('change', listener)
}

/** The theme shown: the person's choice, else the system's. */
export function useResolvedTheme(): 'light' | 'dark' {
  const chosen = useView(view => view.theme)
  const system = useSyncExternalStore(subscribe, () => dark.matches)
  const theme = chosen === 'system' ? (system ? 'dark' : 'light') : chosen
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
  return theme
}

/** Before the first paint. */
export function applyThemeEarly(): void {
  const { theme, language } = useView.getState()
  document.documentElement.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
  document.documentElement.lang = language
}
