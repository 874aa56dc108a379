// Changes the list as awl says, after it has shown how.
import {undo} from '@codemirror/commands'
import {counted} from './element.js'

export class Fixing {
  /**
   * @param {object} parts
   * @param {import('./list_text.js').ListText} parts.list
   * @param {import('./checking.js').Checking} parts.checking
   * @param {import('./checker.js').Checker} parts.checker
   * @param {import('./preview.js').Preview} parts.preview
   * @param {import('./notices.js').Notices} parts.notices
   * @param {() => import('./worker/commands.js').Input} parts.input
   */
  constructor(parts) {
    Object.assign(this, parts)
    this.isChanging = false
  }

  safe() {
    return this.change('Fix what is safe', 'Readers see the same as before, apart from what was wrong.', 'fix', {unsafe: false})
  }

  all() {
    return this.change('Fix all', 'Some of this may change wording, order or meaning.', 'fix', {unsafe: true})
  }

  format() {
    return this.change('Format', 'Layout only: what readers see stays as it is.', 'format', {})
  }

  /** @param {import('./worker/commands.js').Finding} finding */
  one({fix}) {
    const {list} = this
    const {doc} = list.view.state
    // What the fix would change may have moved; the next check says where to.
    if (doc !== this.checking.checkedDoc) return
    let now = ''
    let at = 0
    for (const {from, to, text} of [...fix.edits].sort((a, b) => a.from - b.from)) {
      now += doc.sliceString(at, from, list.ending) + text
      at = to
    }
    now += doc.sliceString(at, undefined, list.ending)
    const note = fix.applicability === 'unsafe' ? 'This fix may change wording, order or meaning.' : ''
    return this.change(fix.title, note, 'compare', {now})
  }

  /** One at a time: whoever clicks twice means one change. */
  async change(...what) {
    if (this.isChanging) return
    this.isChanging = true
    try {
      await this.changeNow(...what)
    } finally {
      this.isChanging = false
    }
  }

  async changeNow(title, note, command, options) {
    const {list, notices} = this
    const sent = this.input()
    let answer
    try {
      answer = await this.checker.ask(command, {...sent, ...options})
    } catch (error) {
      notices.say(error.message)
      return
    }
    if (answer.failure) {
      notices.say(`${title}: ${answer.failure}`)
    } else if (!answer.changes.length) {
      notices.done('Nothing to change.')
    } else if (await this.preview.ask(title, note, answer)) {
      this.apply(sent.text, answer)
    }
  }

  apply(before, {changes, text, lines}) {
    const {list, notices} = this
    if (list.text !== before) {
      notices.say('The text changed in the meantime, so nothing was applied. Please try again.')
      return
    }
    list.apply(changes, text)
    notices.done(`${counted(lines, 'changed line')} applied.`, 'Undo', () => {
      undo(list.view)
      list.view.focus()
    })
  }
}
