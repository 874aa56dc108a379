// Links that have the list in them.
import {sizeText} from './limits.js'
import {decodeFragment, encodeFragment, longLinkLength, maxLinkLength} from './share.js'

export class Sharing {
  /**
   * @param {object} parts
   * @param {() => import('./worker/commands.js').Input} parts.input
   * @param {import('./borrowed.js').Borrowed} parts.borrowed
   * @param {import('./notices.js').Notices} parts.notices
   * @param {(shared: import('./share.js').Shared, note: string) => void} parts.open
   */
  constructor(parts) {
    Object.assign(this, parts)
    /** The fragment that the address has from this page, and what is in it. */
    this.fragment = ''
    this.shared = null
    addEventListener('hashchange', () => this.openShared())
  }

  async share() {
    const {notices} = this
    const input = this.input()
    const fragment = await encodeFragment(input)
    const size = sizeText(fragment.length)
    if (fragment.length > maxLinkLength) {
      notices.say(`A link with this text would have ${size}, more than browsers take.`)
      return
    }
    this.fragment = fragment
    this.shared = input
    history.replaceState(null, '', fragment)
    const link = location.href
    // What was typed while the link was made is not in it.
    this.inputChanged()
    const long = fragment.length > longLinkLength ? ` It has ${size}: some programs cut links that long.` : ''
    try {
      await navigator.clipboard.writeText(link)
      notices.done(`The link is copied.${long}`)
    } catch {
      notices.done(`The link is in the address bar.${long}`)
    }
  }

  /** @returns {Promise<boolean>} whether the address has a list that could be opened */
  async openShared() {
    const {notices, borrowed} = this
    const {hash} = location
    if (hash.length < 2 || hash === this.fragment) return false
    try {
      const shared = await decodeFragment(hash)
      this.fragment = hash
      this.shared = shared
      const isFirst = !this.input().text
      borrowed.add(shared)
      this.open(shared, isFirst ? '' : 'This is the list of the link. Undo in the text brings yours back.')
      return true
    } catch (error) {
      notices.say(`The link cannot be opened: ${error.message}.`)
      return false
    }
  }

  /** The address keeps a list only while it is the one in the page. */
  inputChanged() {
    if (!this.fragment || this.fragment !== location.hash) return
    const now = this.input()
    if (Object.entries(this.shared).every(([name, value]) => now[name] === value)) return
    this.fragment = ''
    history.replaceState(null, '', location.pathname + location.search)
  }
}
