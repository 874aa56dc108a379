/**
 * Makes an element. Text stays text: nothing here is parsed as HTML.
 * @param {string} name
 * @param {Record<string, any>} properties properties of the element, listeners by name ("onclick"), or attributes with a
 *   hyphen in their names; `class` is className
 * @param {...(Node | string)} children
 */
export function element(name, properties = {}, ...children) {
  const out = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (key === 'class') out.className = value
    else if (key.includes('-') || key === 'role') out.setAttribute(key, value)
    else out[key] = value
  }
  out.append(...children)
  return out
}

/** @param {number} count */
export const counted = (count, one, more = one + 's') => `${count.toLocaleString('en')} ${count === 1 ? one : more}`
