// What a fix would change, shown before it is applied.
import {counted, element} from './element.js'

/** @typedef {import('./worker/line_diff.js').Hunk} Hunk */

const linesAtOnce = 400

function shownLine(kind, sign, {text, marks}) {
  const parts = []
  let at = 0
  for (const [from, to] of marks) {
    parts.push(text.slice(at, from), element('mark', {}, text.slice(from, to)))
    at = to
  }
  parts.push(text.slice(at))
  const word = {del: 'removed: ', ins: 'added: '}[kind]
  const label = word ? [element('span', {class: 'visually-hidden'}, word)] : []
  return element('div', {class: `line ${kind}`}, element('span', {class: 'sign', 'aria-hidden': 'true'}, sign), ...label, element('span', {}, ...parts))
}

const plain = (text) => ({text, marks: []})
const maxShown = 600
const short = (line) => (line.text.length > maxShown ? {text: line.text.slice(0, maxShown) + ' …', marks: line.marks.filter(([, to]) => to <= maxShown)} : line)

/** @param {Hunk} hunk */
function shownHunk({line, before, removed, added, after}) {
  return element(
    'section',
    {class: 'hunk', 'aria-label': `line ${line}`},
    element('div', {class: 'where'}, `line ${line}`),
    ...before.map((text) => shownLine('same', ' ', short(plain(text)))),
    ...removed.map((one) => shownLine('del', '−', short(one))),
    ...added.map((one) => shownLine('ins', '+', short(one))),
    ...after.map((text) => shownLine('same', ' ', short(plain(text))))
  )
}

const sizeOf = ({before, removed, added, after}) => before.length + removed.length + added.length + after.length

export class Preview {
  /** @param {HTMLDialogElement} dialog */
  constructor(dialog) {
    this.dialog = dialog
    this.title = dialog.querySelector('h2')
    this.note = dialog.querySelector('.note')
    this.diff = dialog.querySelector('.diff')
    this.apply = dialog.querySelector('.apply')
    dialog.querySelector('.cancel').addEventListener('click', () => dialog.close())
    this.apply.addEventListener('click', () => dialog.close('apply'))
  }

  /**
   * Resolves with whether to apply it.
   * @param {string} title
   * @param {string} note
   * @param {{hunks: Hunk[], lines: number, hidden: number}} compared
   * @returns {Promise<boolean>}
   */
  ask(title, note, {hunks, lines, hidden}) {
    this.title.textContent = title
    this.note.textContent = note
    this.note.hidden = !note
    this.diff.replaceChildren()
    this.diff.scrollTop = 0
    this.fill(hunks, 0, lines, hidden)
    this.dialog.returnValue = ''
    this.dialog.showModal()
    this.apply.focus()
    return new Promise((resolve) => {
      this.dialog.addEventListener('close', () => resolve(this.dialog.returnValue === 'apply'), {once: true})
    })
  }

  // A part at a time: a browser takes long to lay out thousands of lines.
  fill(hunks, first, lines, hidden) {
    let next = first
    for (let size = 0; next < hunks.length && size < linesAtOnce; next++) {
      size += sizeOf(hunks[next])
      this.diff.append(shownHunk(hunks[next]))
    }
    if (next < hunks.length) {
      const more = element('button', {class: 'more', type: 'button'}, `Show more of ${counted(lines, 'changed line')}`)
      more.addEventListener('click', () => {
        more.remove()
        this.fill(hunks, next, lines, hidden)
        this.diff.children[next]?.scrollIntoView({block: 'nearest'})
      })
      this.diff.append(more)
    } else if (hidden) {
      this.diff.append(element('p', {class: 'rest'}, `and ${counted(hidden, 'more changed line')}`))
    }
  }
}
