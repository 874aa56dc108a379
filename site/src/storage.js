// The text that one works on, kept in this browser. It may refuse: nothing else depends on it.

const draftKey = 'awl-draft'
const earlierKey = 'awl-earlier'
const themeKey = 'awl-theme'

/** @typedef {{text: string, config: string, profile: string}} Draft */

/**
 * @param {Draft} draft
 * @returns {string} why it was not kept, or ''
 */
export const keepDraft = (draft) => keep(draftKey, draft)
export const keptDraft = () => kept(draftKey)

/** The text that another took the place of. @param {Draft} draft */
export const keepEarlier = (draft) => keep(earlierKey, draft)
export const keptEarlier = () => kept(earlierKey)

function keep(key, draft) {
  try {
    localStorage.setItem(key, JSON.stringify(draft))
    return ''
  } catch {
    return 'The browser does not let this page keep the text: it is gone when the page is closed.'
  }
}

/** @returns {Draft | null} */
function kept(key) {
  try {
    const {text, config = '', profile = ''} = JSON.parse(localStorage.getItem(key))
    return [text, config, profile].every((value) => typeof value === 'string') ? {text, config, profile} : null
  } catch {
    return null
  }
}

export function keepTheme(theme) {
  try {
    localStorage.setItem(themeKey, theme)
  } catch {}
}
