// Has the text checked whenever it, the config or the profile changes, and shows what comes of it.
import {ChangeSet} from '@codemirror/state'
import {markFindings, markProblems} from './diagnostics.js'
import {Restarted} from './checker.js'
import {counted} from './element.js'
import {sizeText} from './limits.js'

const $ = (id) => document.getElementById(id)
const loading = 'The text is damaged: loading'

export class Checking {
  /**
   * @param {object} parts
   * @param {import('./list_text.js').ListText} parts.list
   * @param {import('@codemirror/view').EditorView} parts.config
   * @param {import('./findings_view.js').FindingsView} parts.findings
   * @param {import('./notices.js').Notices} parts.notices
   * @param {import('./checker.js').Checker} parts.checker
   * @param {() => import('./worker/commands.js').Input} parts.input
   */
  constructor(parts) {
    Object.assign(this, parts)
    this.isChecking = false
    this.isOutdated = false
    /** The document that the findings shown are about. */
    this.checkedDoc = null
    /** What was typed since the text went to the worker, to move what is found along. */
    this.typed = ChangeSet.empty(0)
  }

  /** @param {import('@codemirror/view').ViewUpdate} update */
  typing(update) {
    if (this.isChecking) this.typed = this.typed.composeDesc(update.changes.desc)
  }

  /** Tables are being loaded. @param {number} bytes */
  waitForTables(bytes) {
    this.notices.say(`${loading} ${sizeText(bytes)} of tables to restore it …`)
  }

  /** Checks until what was checked last is what is there. */
  async check() {
    this.isOutdated = true
    if (this.isChecking) return
    this.isChecking = true
    $('findings').setAttribute('aria-busy', 'true')
    while (this.isOutdated) {
      this.isOutdated = false
      await this.checkNow()
    }
    this.isChecking = false
    $('findings').setAttribute('aria-busy', 'false')
  }

  async checkNow() {
    const {doc} = this.list.view.state
    this.typed = ChangeSet.empty(doc.length)
    performance.mark('awl-sent')
    try {
      this.show(await this.checker.ask('check', this.input()), doc)
      this.lastFailed = null
    } catch (error) {
      // A worker may end by chance; twice with the same text it is the text's doing.
      const isSecond = this.lastFailed === doc
      this.lastFailed = doc
      if (error instanceof Restarted && !isSecond) this.isOutdated = true
      this.findings.showFailure({failure: error.message, problems: []})
      this.notices.tell(error.message)
    }
    performance.measure('awl-checked', 'awl-sent')
  }

  show(checked, doc) {
    if (checked.tablesFailed) {
      this.notices.say('The tables that restore damaged text could not be loaded, so less is restored. Check the connection, then type or reload.')
    } else {
      this.notices.hide(loading)
    }
    const moved = checked.findings.map((finding) => {
      const from = this.typed.mapPos(finding.from, 1)
      return {...finding, from, to: Math.max(this.typed.mapPos(finding.to, -1), from)}
    })
    this.checkedDoc = doc
    markFindings(this.list.view, moved)
    markProblems(this.config, checked.problems)
    const {counts, problems, failure} = checked
    $('config-tab').classList.toggle('has-problem', problems.length > 0)
    $('fix-safe').querySelector('.number').textContent = counts.safe || ''
    $('fix-all').querySelector('.number').textContent = counts.safe + counts.unsafe || ''
    if (failure) {
      this.findings.showFailure(checked)
      this.notices.tell(problems.length ? `The config has an error in line ${problems[0].line}` : failure)
    } else {
      this.findings.show({...checked, findings: moved})
      this.notices.tell(counted(counts.error + counts.warning + counts.info, 'finding'))
    }
  }
}
