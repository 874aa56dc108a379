// The editors of the page: what both have in common, and what each is for.
import {defaultKeymap, history, historyKeymap} from '@codemirror/commands'
import {yaml} from '@codemirror/lang-yaml'
import {Language, defineLanguageFacet} from '@codemirror/language'
import {lintGutter, nextDiagnostic, previousDiagnostic} from '@codemirror/lint'
import {highlightSelectionMatches, search, searchKeymap} from '@codemirror/search'
import {Compartment, EditorState} from '@codemirror/state'
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers
} from '@codemirror/view'
import {GFM, parser} from '@lezer/markdown'
import {editorLook} from './editor_look.js'
import {maxConfigLength, maxTextLength, tooLarge} from './limits.js'

// Without @codemirror/lang-markdown, which also brings the languages of HTML, CSS and JavaScript.
const markdown = new Language(defineLanguageFacet(), parser.configure([GFM]), [], 'markdown')

// A line as long as a book is neither wrapped nor coloured: both would hold the page up.
const longLine = 20_000
const lists = new Compartment()
const ordinary = [EditorView.lineWrapping, markdown]

/** Another text begins, which may be an ordinary one. */
export const ordinaryLines = lists.reconfigure(ordinary)

const plainLongLines = EditorState.transactionExtender.of((transaction) => {
  let hasLong = false
  transaction.changes.iterChanges((fromA, toA, fromB, toB, inserted) => {
    if (inserted.length <= longLine || hasLong) return
    for (const line of inserted.iterLines()) hasLong ||= line.length > longLine
  })
  return hasLong ? {effects: lists.reconfigure([])} : null
})

/**
 * Refuses what would make the text longer, whether it is typed, pasted or dropped.
 * @param {number} limit
 * @param {(size: number) => void} onRefused
 */
function atMost(limit, onRefused) {
  const refuse = (size) => queueMicrotask(() => onRefused(size))
  return [
    // Before CodeMirror looks at what was pasted, which would take long.
    EditorView.domEventHandlers({
      paste: (event, view) => {
        const {length} = event.clipboardData?.getData('text/plain') ?? ''
        const {from, to} = view.state.selection.main
        if (view.state.doc.length - (to - from) + length <= limit) return false
        event.preventDefault()
        refuse(length)
        return true
      }
    }),
    EditorState.transactionFilter.of((transaction) => {
      const {newLength, length} = transaction.changes
      if (newLength <= limit || newLength <= length) return transaction
      refuse(newLength)
      return []
    })
  ]
}

/**
 * @param {HTMLElement} parent
 * @param {object} options
 * @param {string} options.label what a screen reader calls it
 * @param {any} options.extensions
 */
function makeEditor(parent, {label, extensions}) {
  // In a shadow root the editor's styles are constructed style sheets, which the page's Content-Security-Policy allows.
  const root = parent.attachShadow({mode: 'open'})
  const state = EditorState.create({
    extensions: [
      lineNumbers(),
      lintGutter({hoverTime: 200}),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      highlightSpecialChars(),
      history(),
      drawSelection(),
      search(),
      highlightSelectionMatches(),
      keymap.of([
        ...defaultKeymap,
        ...historyKeymap,
        ...searchKeymap,
        {key: 'F8', run: nextDiagnostic},
        {key: 'Shift-F8', run: previousDiagnostic}
      ]),
      EditorView.contentAttributes.of({'aria-label': label, tabindex: '0', spellcheck: 'false', autocapitalize: 'off'}),
      editorLook,
      extensions
    ]
  })
  return new EditorView({state, root, parent: root})
}

/**
 * @param {HTMLElement} parent
 * @param {object} options
 * @param {any} options.extensions
 * @param {(message: string) => void} options.onRefused
 */
export const listEditor = (parent, {extensions, onRefused}) =>
  makeEditor(parent, {
    label: 'The list, in Markdown',
    extensions: [atMost(maxTextLength, (size) => onRefused(tooLarge(size))), plainLongLines, lists.of(ordinary), extensions]
  })

/**
 * @param {HTMLElement} parent
 * @param {object} options
 * @param {any} options.extensions
 * @param {(message: string) => void} options.onRefused
 */
export const configEditor = (parent, {extensions, onRefused}) =>
  makeEditor(parent, {
    label: 'The config, .awl.yaml',
    extensions: [atMost(maxConfigLength, (size) => onRefused(tooLarge(size, maxConfigLength))), yaml(), EditorView.lineWrapping, extensions]
  })
