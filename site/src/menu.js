/**
 * A menu that is a <details>: Escape, a choice, and a click elsewhere close it.
 * @param {HTMLDetailsElement} menu
 */
export function menu(menu) {
  const close = (focuses) => {
    if (!menu.open) return
    menu.open = false
    if (focuses) menu.querySelector('summary').focus()
  }
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close(true)
  })
  menu.addEventListener('click', (event) => {
    if (event.target.closest('button')) close(false)
  })
  document.addEventListener('click', (event) => {
    if (!menu.contains(event.target)) close(false)
  })
  menu.addEventListener('focusout', (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close(false)
  })
}
