// The findings beside the text, and what fixes them.
import {counted, element} from './element.js'

/** @typedef {import('./worker/commands.js').Finding} Finding */

const atOnce = 100
const severities = ['error', 'warning', 'info']

export class FindingsView {
  /**
   * @param {HTMLElement} root
   * @param {object} events
   * @param {(finding: Finding) => void} events.onGo
   * @param {(finding: Finding) => void} events.onFix
   * @param {(rule: string, from: HTMLElement) => void} events.onRule
   * @param {(line: number, column: number) => void} events.onConfig
   */
  constructor(root, events) {
    this.root = root
    this.events = events
    this.list = root.querySelector('#list-of-findings')
    this.summary = root.querySelector('#summary')
    this.message = root.querySelector('#message')
    this.more = root.querySelector('#more')
    this.more.addEventListener('click', () => this.showMore())
    this.shown = ''
  }

  /** @param {{findings: Finding[], counts: Record<string, number>, hidden: number}} checked */
  show({findings, counts, hidden}) {
    // Typing rarely changes what is found: leave what is there, and the focus in it.
    const key = JSON.stringify([hidden, findings.map(({from, to, offset, fix, ...seen}) => [seen, fix?.title, fix?.applicability])])
    this.findings = findings
    if (key === this.shown) return
    this.shown = key
    this.hidden = hidden
    this.limit = Math.max(atOnce, Math.min(this.limit ?? atOnce, this.list.childElementCount))
    this.root.classList.remove('is-waiting')
    this.summary.replaceChildren(
      ...severities
        .filter((severity) => counts[severity])
        .map((severity) => element('span', {class: `count ${severity}`}, counted(counts[severity], severity === 'info' ? 'note' : severity)))
    )
    if (!findings.length) this.say('Nothing to report', 'awl finds nothing wrong with this list.', 'clean')
    else this.say()
    this.fill()
  }

  /** Instead of findings. */
  say(title = '', text = '', kind = '') {
    this.message.hidden = !title
    this.message.className = kind
    this.message.replaceChildren(...(title ? [element('strong', {}, title), element('p', {}, text)] : []))
  }

  /** @param {{failure: string, problems: import('./worker/commands.js').ConfigProblem[]}} failed */
  showFailure({failure, problems}) {
    this.clear()
    this.say(
      problems.length ? 'The config has an error' : 'Nothing was checked',
      problems.length ? 'Nothing is checked until it is put right.' : failure,
      'failed'
    )
    this.list.replaceChildren(
      ...problems.map(({line, column, message}) =>
        element(
          'li',
          {class: 'finding error'},
          element(
            'button',
            {class: 'go', type: 'button', onclick: () => this.events.onConfig(line, column)},
            element('span', {class: 'place'}, `.awl.yaml:${line}`),
            element('span', {class: 'message'}, message)
          )
        )
      )
    )
  }

  clear() {
    this.shown = ''
    this.findings = []
    this.hidden = 0
    this.root.classList.remove('is-waiting')
    this.summary.replaceChildren()
    this.list.replaceChildren()
    this.more.hidden = true
    this.say()
  }

  fill() {
    this.list.replaceChildren(...this.findings.slice(0, this.limit).map((finding, index) => this.item(finding, index)))
    this.showRest()
    if (this.focusAt === undefined) return
    const next = this.list.children[Math.min(this.focusAt, this.list.childElementCount - 1)]
    this.focusAt = undefined
    next?.querySelector('button').focus()
  }

  showMore() {
    const first = this.limit
    this.limit += atOnce
    this.list.append(...this.findings.slice(first, this.limit).map((finding, index) => this.item(finding, first + index)))
    this.showRest()
    this.list.children[first]?.querySelector('button').focus()
  }

  showRest() {
    const rest = this.findings.length - this.limit
    this.more.hidden = rest <= 0
    this.more.textContent = `Show ${Math.min(rest, atOnce)} more of ${rest + this.hidden}`
  }

  // Once it is fixed, the next one has the focus.
  fix(index) {
    this.focusAt = index
    this.events.onFix(this.findings[index])
  }

  // A later check may have moved what the item is about, so it is looked up when it is asked for.
  item({rule, severity, message, line, column, related, fix}, index) {
    const {onGo, onRule} = this.events
    const canFix = fix && fix.applicability !== 'display'
    return element(
      'li',
      {class: `finding ${severity}`},
      element(
        'button',
        {class: 'go', type: 'button', onclick: () => onGo(this.findings[index])},
        element('span', {class: 'place', title: `column ${column}`}, element('span', {class: 'visually-hidden'}, `${severity}, line `), String(line)),
        element('span', {class: 'message'}, message)
      ),
      element(
        'div',
        {class: 'below'},
        element('button', {class: 'rule', type: 'button', onclick: (event) => onRule(rule, event.currentTarget)}, rule),
        ...(canFix
          ? [
              element(
                'button',
                {class: 'fix', type: 'button', onclick: () => this.fix(index)},
                element('span', {class: 'fix-word'}, fix.applicability === 'safe' ? 'Fix' : 'Fix (unsafe)'),
                ` ${fix.title}`
              )
            ]
          : [])
      ),
      ...(related.length
        ? [element('ul', {class: 'related'}, ...related.slice(0, 4).map((one) => element('li', {}, `line ${one.line}: ${one.message}`)))]
        : [])
    )
  }
}
