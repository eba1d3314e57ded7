// Light, dark, or as the system has it.
import { keep, kept } from './storage'

const themes = ['system', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

const known = (): Theme => themes.find(theme => theme === kept('theme')) ?? 'system'

/** Sets what was chosen before. */
export function applyTheme(): Theme {
  const theme = known()
  document.documentElement.dataset['theme'] = theme
  return theme
}

/** To the next theme; says which. */
export function nextTheme(): Theme {
  keep('theme', themes[(themes.indexOf(known()) + 1) % themes.length] ?? 'system')
  return applyTheme()
}
