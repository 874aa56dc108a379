// The editors of the page: what both have in common, and what each is for.
import {defaultKeymap, history, historyKeymap} from '@codemirror/commands'
import {yaml} from '@codemirror/lang-yaml'
import {Language, defineLanguageFacet} from '@codemirror/language'
import {lintGutter, nextDiagnostic, previousDiagnostic} from '@codemirror/lint'
import {highlightSelectionMatches, search, searchKeymap} from '@codemirror/search'
import {Compartment, EditorState, Text} from '@codemirror/state'
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

// Without @codemirror/lang-markdown, which also brings the languages of HTML, CSS and JavaScript.
const markdown = new Language(defineLanguageFacet(), parser.configure([GFM]), [], 'markdown')

// A line as long as a book is neither wrapped nor coloured: both would hold the page up.
const longLine = 20_000
const lists = new Compartment()
const ordinary = [EditorView.lineWrapping, markdown]

/** @param {string[]} lines */
export const listExtensions = (lines) => lists.reconfigure(lines.some((line) => line.length > longLine) ? [] : ordinary)

/**
 * @param {HTMLElement} parent
 * @param {object} options
 * @param {string} options.label what a screen reader calls it
 * @param {string[]} options.lines
 * @param {any[]} options.extensions
 */
function makeEditor(parent, {label, lines, extensions}) {
  // In a shadow root the editor's styles are constructed style sheets, which the page's Content-Security-Policy allows.
  const root = parent.attachShadow({mode: 'open'})
  const state = EditorState.create({
    doc: Text.of(lines),
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
 * @param {any[]} extensions
 */
export const listEditor = (parent, extensions) =>
  makeEditor(parent, {label: 'The list, in Markdown', lines: [''], extensions: [lists.of(ordinary), extensions]})

/**
 * @param {HTMLElement} parent
 * @param {any[]} extensions
 */
export const configEditor = (parent, extensions) =>
  makeEditor(parent, {label: 'The config, .awl.yaml', lines: [''], extensions: [yaml(), EditorView.lineWrapping, extensions]})
