// Light or dark: the system's, until one chooses.
import {keepTheme} from './storage.js'

const isDark = () => {
  const {theme} = document.documentElement.dataset
  return theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
}

/** @param {HTMLButtonElement} button */
export function themeButton(button) {
  const show = () => {
    button.setAttribute('aria-pressed', String(isDark()))
  }
  button.addEventListener('click', () => {
    const theme = isDark() ? 'light' : 'dark'
    document.documentElement.dataset.theme = theme
    keepTheme(theme)
    show()
  })
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show)
  show()
}
