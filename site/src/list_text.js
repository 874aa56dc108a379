// The list in its editor: its exact text, with its line ends, which are undone along with the text.
import {invertedEffects} from '@codemirror/commands'
import {StateEffect, StateField, Text} from '@codemirror/state'
import {EditorView} from '@codemirror/view'
import {listEditor, ordinaryLines} from './editor.js'
import {linesOf} from './line_endings.js'

const setEnding = StateEffect.define()
const ending = StateField.define({
  create: () => '\n',
  update: (value, transaction) => transaction.effects.reduce((now, effect) => (effect.is(setEnding) ? effect.value : now), value)
})
const undoEnding = invertedEffects.of((transaction) =>
  transaction.effects.filter((effect) => effect.is(setEnding)).map(() => setEnding.of(transaction.startState.field(ending)))
)

export class ListText {
  /**
   * @param {HTMLElement} parent
   * @param {object} events
   * @param {() => void} events.onChange
   * @param {(message: string) => void} events.onRefused
   */
  constructor(parent, {onChange, onRefused}) {
    const extensions = [
      ending,
      undoEnding,
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange(update)
      }),
      EditorView.domEventHandlers({
        paste: (event) => {
          const text = event.clipboardData?.getData('text/plain') ?? ''
          const kept = this.view.state.selection.main
          // What takes the place of everything keeps its line ends.
          if (kept.to - kept.from !== this.view.state.doc.length || !text) return false
          event.preventDefault()
          this.replace(text, 'input.paste')
          return true
        },
        // The page takes files, wherever they are dropped.
        drop: (event) => event.dataTransfer?.types.includes('Files') ?? false
      })
    ]
    this.view = listEditor(parent, {extensions, onRefused})
  }

  get ending() {
    return this.view.state.field(ending)
  }

  /** As the file would have it. */
  get text() {
    return this.view.state.doc.sliceString(0, undefined, this.ending)
  }

  /** Another text in place of this one, which undo brings back. */
  replace(text, userEvent = 'input') {
    const found = linesOf(text)
    this.view.dispatch({
      changes: {from: 0, to: this.view.state.doc.length, insert: Text.of(found.lines)},
      effects: [setEnding.of(found.ending), ordinaryLines],
      selection: {anchor: 0},
      scrollIntoView: true,
      userEvent
    })
  }

  /**
   * Changes some lines, as worker/line_diff.js says.
   * @param {{from: number, to: number, insert: string}[]} changes
   * @param {string} text what the list is then
   */
  apply(changes, text) {
    this.view.dispatch({
      changes: changes.map(({from, to, insert}) => ({from, to, insert: Text.of(insert.split('\n'))})),
      effects: setEnding.of(linesOf(text).ending),
      userEvent: 'input.fix'
    })
  }

  /** @param {number} from */
  select(from, to = from) {
    const end = this.view.state.doc.length
    this.view.dispatch({
      selection: {anchor: Math.min(from, end), head: Math.min(to, end)},
      effects: EditorView.scrollIntoView(Math.min(from, end), {y: 'center'})
    })
    this.view.focus()
  }
}
