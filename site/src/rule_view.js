// A rule's page, from the text that `awl explain` prints: headings at the left edge, below them paragraphs, and what is
// indented by six is an example or belongs to the option above it.
import {element} from './element.js'

/** @param {string} text with `code` in backticks */
function inline(text) {
  return text.split(/(`[^`]+`)/).map((part) => (/^`.+`$/.test(part) ? element('code', {}, part.slice(1, -1)) : part))
}

const facts = new Set(['Why', 'Profiles', 'Options', 'Other tools call it'])
const labels = {'bad:': 'Bad', 'good:': 'Good', 'fixed:': 'Fixed', 'config:': 'Config', 'found:': 'awl says', 'after:': 'After'}

/**
 * Blocks of lines: those that no blank line parts, without their common indentation.
 * @param {string[]} lines
 */
function* blocks(lines) {
  for (let i = 0; i < lines.length; i++) {
    if (!lines[i]) continue
    const isExample = lines[i].startsWith('      ')
    const block = []
    while (i < lines.length && (isExample ? lines[i].startsWith('      ') || (!lines[i] && lines[i + 1]?.startsWith('      ')) : lines[i])) {
      if (!isExample && block.length && lines[i].startsWith('      ')) break
      block.push(lines[i++])
    }
    i--
    yield {isExample, lines: block.map((line) => line.slice(isExample ? 6 : 0))}
  }
}

/** @param {string} page */
export function rulePage(page) {
  const lines = page.trimEnd().split('\n')
  const [name, kind = ''] = lines[0].split(/ {2,}/)
  const out = [element('h2', {id: 'rule-title', tabIndex: -1}, name), element('p', {class: 'kind'}, kind)]
  for (const {isExample, lines: block} of blocks(lines.slice(1))) {
    if (isExample) {
      const before = out[out.length - 1]
      if (before.className === 'option') before.append(element('p', {}, ...inline(block.map((line) => line.trim()).join(' '))))
      else out.push(element('pre', {tabIndex: 0}, block.join('\n')))
      continue
    }
    // What comes before the first heading of the page itself belongs to no heading.
    const isProse = block[0].startsWith(' ') && facts.has(out.findLast((one) => one.localName === 'h3')?.textContent)
    let paragraph = []
    const flush = () => {
      if (paragraph.length) out.push(element('p', {class: isProse ? 'prose-begins' : ''}, ...inline(paragraph.join(' '))))
      paragraph = []
    }
    for (const line of block) {
      const text = line.trim()
      if (line && !line.startsWith(' ')) {
        flush()
        out.push(element('h3', {}, ...inline(text)))
      } else if (/^ {2}[a-z]+:$/.test(line)) {
        flush()
        out.push(element('p', {class: 'label'}, labels[text] ?? text))
      } else if (/^ {2}[a-z-]+: .*; default/.test(line)) {
        flush()
        const [, option, rest] = /^([a-z-]+): (.*)$/.exec(text)
        out.push(element('div', {class: 'option'}, element('p', {}, element('code', {}, option), ` ${rest}`)))
      } else {
        paragraph.push(text)
      }
    }
    flush()
  }
  return out
}

const $ = (id) => document.getElementById(id)

/** Shows rules' pages in place of the findings. */
export class RulePanel {
  /**
   * @param {import('./checker.js').Checker} checker
   * @param {import('./notices.js').Notices} notices
   */
  constructor(checker, notices) {
    Object.assign(this, {checker, notices})
    $('rule-back').addEventListener('click', () => this.hide())
    $('rule').addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.hide()
    })
  }

  /**
   * @param {string} rule
   * @param {HTMLElement} from what has the focus again afterwards
   */
  async show(rule, from) {
    let answer
    try {
      answer = await this.checker.ask('explain', {rule})
    } catch (error) {
      this.notices.say(error.message)
      return
    }
    this.from = from
    $('rule-page').replaceChildren(...rulePage(answer.page))
    $('rule').hidden = false
    $('found').hidden = true
    $('rule').scrollTop = 0
    $('rule-title').focus()
  }

  hide() {
    $('rule').hidden = true
    $('found').hidden = false
    this.from?.focus()
  }
}
