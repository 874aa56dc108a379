// How text looks in both editors. The colours are the page's own properties, so that a theme changes them, too.
import {HighlightStyle, syntaxHighlighting} from '@codemirror/language'
import {EditorView} from '@codemirror/view'
import {tags} from '@lezer/highlight'

const look = EditorView.theme({
  '&': {height: '100%', backgroundColor: 'var(--paper)', color: 'var(--text)', fontSize: 'var(--code-size)'},
  '&.cm-focused': {outline: 'none'},
  '.cm-scroller': {fontFamily: 'var(--mono)', fontVariantLigatures: 'none', lineHeight: '1.6'},
  '.cm-content': {padding: '0.75rem 0', caretColor: 'var(--text)'},
  '.cm-line': {padding: '0 1rem 0 0.5rem'},
  '.cm-cursor, .cm-dropCursor': {borderLeftColor: 'var(--text)'},
  '.cm-gutters': {backgroundColor: 'var(--paper)', color: 'var(--faint)', border: 'none'},
  '.cm-lineNumbers .cm-gutterElement': {padding: '0 0.25rem 0 0.75rem', minWidth: '2.5rem'},
  '.cm-activeLine, .cm-activeLineGutter': {backgroundColor: 'transparent'},
  '&.cm-focused .cm-activeLine, &.cm-focused .cm-activeLineGutter': {backgroundColor: 'var(--line-now)'},
  '.cm-activeLineGutter': {color: 'var(--muted)'},
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--selection) !important'
  },
  '.cm-specialChar': {color: 'var(--error)'},
  '.cm-lintRange': {
    backgroundImage: 'none !important',
    paddingBottom: '0',
    textDecoration: 'underline',
    textDecorationThickness: '2px',
    textUnderlineOffset: '3px',
    textDecorationSkipInk: 'none'
  },
  '.cm-lintRange-error': {textDecorationColor: 'var(--error)', backgroundColor: 'var(--error-wash)'},
  '.cm-lintRange-warning': {textDecorationColor: 'var(--warning)', backgroundColor: 'var(--warning-wash)'},
  '.cm-lintRange-info': {textDecorationColor: 'var(--info)'},
  '.cm-lintPoint:after': {borderBottomColor: 'var(--error)'},
  '.cm-lintPoint-warning:after': {borderBottomColor: 'var(--warning)'},
  '.cm-lintPoint-info:after': {borderBottomColor: 'var(--info)'},
  '.cm-gutter-lint': {width: '1.1rem', order: '-1'},
  '.cm-gutter-lint .cm-gutterElement': {padding: '0 0 0 0.5rem'},
  '.cm-lint-marker': {width: '0.5rem', height: '0.5rem', borderRadius: '50%', marginTop: '0.55em', content: 'normal !important'},
  '.cm-lint-marker-error': {backgroundColor: 'var(--error)'},
  '.cm-lint-marker-warning': {backgroundColor: 'var(--warning)'},
  '.cm-lint-marker-info': {backgroundColor: 'var(--info)'},
  '.cm-tooltip': {
    backgroundColor: 'var(--panel)',
    color: 'var(--text)',
    border: '1px solid var(--edge)',
    borderRadius: '6px',
    boxShadow: '0 4px 16px rgb(0 0 0 / 0.18)'
  },
  '.cm-tooltip-lint': {maxWidth: '32rem'},
  '.cm-diagnostic': {padding: '0.4rem 0.75rem', borderLeft: '3px solid', fontFamily: 'var(--sans)', fontSize: '0.875rem'},
  '.cm-diagnostic-error': {borderLeftColor: 'var(--error)'},
  '.cm-diagnostic-warning': {borderLeftColor: 'var(--warning)'},
  '.cm-diagnostic-info': {borderLeftColor: 'var(--info)'},
  '.cm-diagnosticSource': {fontSize: '0.8rem', opacity: '1', color: 'var(--muted)'},
  '.cm-panels': {backgroundColor: 'var(--panel)', color: 'var(--text)', fontFamily: 'var(--sans)'},
  '.cm-panels-bottom': {borderTop: '1px solid var(--edge)'},
  '.cm-panel.cm-search': {padding: '0.5rem 2rem 0.5rem 0.75rem'},
  '.cm-textfield': {backgroundColor: 'var(--paper)', color: 'var(--text)', border: '1px solid var(--edge)', borderRadius: '4px'},
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--paper)',
    color: 'var(--text)',
    border: '1px solid var(--edge)',
    borderRadius: '4px'
  },
  '.cm-panel.cm-search [name=close]': {color: 'var(--text)'},
  '.cm-searchMatch': {backgroundColor: 'var(--warning-wash)'},
  '.cm-searchMatch-selected': {backgroundColor: 'var(--selection)'}
})

const words = HighlightStyle.define([
  {tag: tags.heading, color: 'var(--heading)', fontWeight: '600'},
  {tag: [tags.link, tags.labelName], color: 'var(--accent)'},
  {tag: [tags.url, tags.comment, tags.processingInstruction, tags.meta], color: 'var(--muted)'},
  {tag: tags.strong, fontWeight: '600'},
  {tag: tags.emphasis, fontStyle: 'italic'},
  {tag: tags.strikethrough, textDecoration: 'line-through'},
  {tag: [tags.monospace, tags.string], color: 'var(--info)'},
  {tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent)'},
  {tag: [tags.bool, tags.number, tags.null, tags.keyword], color: 'var(--heading)'}
])

export const editorLook = [look, syntaxHighlighting(words)]
