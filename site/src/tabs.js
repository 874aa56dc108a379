/**
 * Tabs as the ARIA patterns describe them: arrow keys go from one to the next, and one panel is shown.
 * @param {HTMLElement} list with role tablist
 * @returns {(tab: HTMLElement) => void} shows a tab's panel
 */
export function tabs(list) {
  const all = [...list.querySelectorAll('[role=tab]')]
  const show = (chosen) => {
    for (const tab of all) {
      tab.setAttribute('aria-selected', String(tab === chosen))
      tab.tabIndex = tab === chosen ? 0 : -1
      document.getElementById(tab.getAttribute('aria-controls')).hidden = tab !== chosen
    }
  }
  list.addEventListener('click', (event) => {
    const tab = event.target.closest('[role=tab]')
    if (tab) show(tab)
  })
  list.addEventListener('keydown', (event) => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key]
    if (!step) return
    const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length]
    next.focus()
    show(next)
    event.preventDefault()
  })
  return show
}
