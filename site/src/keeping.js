// Keeps what one works on in the browser, so that neither a reload nor a crash loses it.
import {keepDraft} from './storage.js'

const pause = 400

export class Keeping {
  /**
   * @param {() => import('./storage.js').Draft} input
   * @param {import('./borrowed.js').Borrowed} borrowed
   * @param {(why: string) => void} onRefused
   */
  constructor(input, borrowed, onRefused) {
    Object.assign(this, {input, borrowed, onRefused})
    this.isKept = true
    this.hasSaid = false
    addEventListener('pagehide', () => this.keep())
    addEventListener('beforeunload', (event) => {
      this.keep()
      if (!this.isKept) event.preventDefault()
    })
  }

  /** Something changed. */
  soon() {
    this.isKept = false
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.keep(), pause)
  }

  keep() {
    clearTimeout(this.timer)
    if (this.isKept) return
    const draft = this.input()
    if (this.borrowed.has(draft)) {
      this.isKept = true
      return
    }
    const refused = keepDraft(draft)
    this.isKept = !refused
    if (refused && !this.hasSaid) this.onRefused(refused)
    this.hasSaid = Boolean(refused)
  }
}
