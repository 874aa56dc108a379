// Links that have the list in them.
import {sizeText} from './limits.js'
import {decodeFragment, encodeFragment, longLinkLength, maxLinkLength} from './share.js'
import {keepEarlier} from './storage.js'

export class Sharing {
  /**
   * @param {object} parts
   * @param {() => import('./worker/commands.js').Input} parts.input
   * @param {Set<string>} parts.borrowed
   * @param {import('./notices.js').Notices} parts.notices
   * @param {(shared: import('./share.js').Shared, note: string) => void} parts.open
   */
  constructor(parts) {
    Object.assign(this, parts)
    /** The fragment that the address has from this page. */
    this.fragment = ''
    addEventListener('hashchange', () => this.openShared())
  }

  async share() {
    const {notices, borrowed} = this
    const input = this.input()
    const fragment = await encodeFragment(input)
    const size = sizeText(fragment.length)
    if (fragment.length > maxLinkLength) {
      notices.say(`A link with this text would have ${size}, more than browsers take.`)
      return
    }
    borrowed.add(input.text)
    this.fragment = fragment
    history.replaceState(null, '', fragment)
    const long = fragment.length > longLinkLength ? ` It has ${size}: some programs cut links that long.` : ''
    try {
      await navigator.clipboard.writeText(location.href)
      notices.done(`The link is copied.${long}`)
    } catch {
      notices.done(`The link is in the address bar.${long}`)
    }
  }

  /** @returns {Promise<boolean>} whether the address has a list that could be opened */
  async openShared() {
    const {notices, borrowed} = this
    if (location.hash.length < 2 || location.hash === this.fragment) return false
    try {
      const shared = await decodeFragment(location.hash)
      this.fragment = location.hash
      const before = this.input()
      if (before.text && !borrowed.has(before.text)) keepEarlier(before)
      borrowed.add(shared.text)
      this.open(shared, before.text && 'This is the list of the link. Undo in the text brings yours back.')
      return true
    } catch (error) {
      notices.say(`The link cannot be opened: ${error.message}.`)
      return false
    }
  }

  /** The address keeps a list only while it is the one in the page. @param {() => string} text */
  textChanged(text) {
    if (!this.fragment || this.fragment !== location.hash || this.borrowed.has(text())) return
    this.fragment = ''
    history.replaceState(null, '', location.pathname)
  }
}
