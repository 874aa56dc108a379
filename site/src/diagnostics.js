// Findings as the editor marks them.
import {setDiagnostics} from '@codemirror/lint'

/** @typedef {import('./worker/commands.js').Finding} Finding */

/**
 * @param {import('@codemirror/view').EditorView} view
 * @param {Finding[]} findings in the order of their places
 * @param {(rule: string) => void} showRule
 */
export function markFindings(view, findings) {
  const length = view.state.doc.length
  view.dispatch(
    setDiagnostics(
      view.state,
      findings.map(({rule, severity, message, from, to}) => ({
        from: Math.min(from, length),
        to: Math.min(to, length),
        severity,
        message,
        source: rule
      }))
    )
  )
}

/**
 * @param {import('@codemirror/view').EditorView} view
 * @param {import('./worker/commands.js').ConfigProblem[]} problems
 */
export function markProblems(view, problems) {
  const {doc} = view.state
  const marked = problems.map(({line, column, severity, message}) => {
    const at = doc.line(Math.min(Math.max(line, 1), doc.lines))
    // To the end of the word, which is what the message is about; the line where there is none.
    const begin = Math.min(at.from + column - 1, at.to)
    const word = /^[^\s:,\]}]+/.exec(doc.sliceString(begin, at.to))?.[0] ?? ''
    return word ? {from: begin, to: begin + word.length, severity, message} : {from: at.from, to: at.to, severity, message}
  })
  view.dispatch(setDiagnostics(view.state, marked.sort((a, b) => a.from - b.from)))
}
