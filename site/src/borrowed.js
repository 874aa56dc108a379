/** @typedef {{text: string, config?: string, profile?: string}} Input */

/** What nobody would miss: examples, and what a link has. Neither is kept in place of a text of one's own. */
export class Borrowed {
  /** @param {Input[]} inputs */
  constructor(inputs) {
    this.inputs = inputs
  }

  /** @param {Input} input */
  add(input) {
    if (!this.has(input)) this.inputs.push(input)
  }

  /** @param {Input} input */
  has({text, config = '', profile = ''}) {
    return this.inputs.some((one) => one.text === text && (one.config ?? '') === config && (one.profile ?? '') === profile)
  }
}
