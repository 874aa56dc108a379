// What changes between two texts, by lines: as changes for the editor, and as pieces to show.
import {diff} from '@codemirror/merge'
import {linesOf} from '../line_endings.js'

/** @typedef {{from: number, to: number, insert: string}} Change positions of the editor; lines end in "\n" */
/** @typedef {{text: string, marks: [number, number][]}} ShownLine */
/** @typedef {{line: number, before: string[], removed: ShownLine[], added: ShownLine[], after: string[]}} Hunk */

const contextLines = 2
const maxHunks = 300
const maxHunkLines = 200
// Beyond these a comparison would take longer than anybody waits.
const lineLimits = {scanLimit: 2000, timeout: 2000}
const wordLimits = {scanLimit: 200, timeout: 20}
const maxMarked = 4000
// A line's number becomes a UTF-16 unit that is no half of a pair.
const maxDistinct = 0xf800
const unitOf = (number) => String.fromCharCode(number < 0xd800 ? number : number + 0x800)

/**
 * The blocks of lines that differ; `to` is exclusive.
 * @param {string[]} old
 * @param {string[]} now
 * @returns {{fromA: number, toA: number, fromB: number, toB: number}[]}
 */
export function changedLines(old, now) {
  const numbers = new Map()
  const encode = (lines) => {
    let units = ''
    for (const line of lines) {
      let number = numbers.get(line)
      if (number === undefined) numbers.set(line, (number = numbers.size))
      units += unitOf(number)
    }
    return units
  }
  const a = encode(old)
  const b = encode(now)
  if (numbers.size > maxDistinct) return [{fromA: 0, toA: old.length, fromB: 0, toB: now.length}]
  return [...diff(a, b, lineLimits)]
}

/** @returns {[ShownLine[], ShownLine[]]} with the words that differ marked */
function marked(removed, added) {
  const plain = (lines) => lines.map((text) => ({text, marks: []}))
  const a = removed.join('\n')
  const b = added.join('\n')
  if (!removed.length || !added.length || a.length + b.length > maxMarked) return [plain(removed), plain(added)]
  const parts = diff(a, b, wordLimits)
  const split = (lines, from, to) => {
    let start = 0
    return lines.map((text) => {
      const marks = []
      for (const part of parts) {
        const begin = Math.max(part[from] - start, 0)
        const end = Math.min(part[to] - start, text.length)
        if (begin < end) marks.push([begin, end])
      }
      start += text.length + 1
      return {text, marks}
    })
  }
  return [split(removed, 'fromA', 'toA'), split(added, 'fromB', 'toB')]
}

/**
 * @param {string} oldText
 * @param {string} newText
 * @returns {{changes: Change[], hunks: Hunk[], lines: number, hidden: number}} `lines` counts those removed and added,
 *   `hidden` those of them that no hunk shows
 */
export function compare(oldText, newText) {
  const old = linesOf(oldText).lines
  const now = linesOf(newText).lines
  const starts = [0]
  for (const line of old) starts.push(starts[starts.length - 1] + line.length + 1)
  const length = starts[old.length] - 1

  const changes = []
  const hunks = []
  let lines = 0
  let shown = 0
  for (const {fromA, toA, fromB, toB} of changedLines(old, now)) {
    const insert = now.slice(fromB, toB)
    // The last line has no line end: what is removed or added there takes the one before it along.
    const atEnd = toA === old.length
    const hasLineBefore = atEnd && fromA > 0
    const text = insert.map((line) => (hasLineBefore ? '\n' + line : line + '\n')).join('')
    changes.push({
      from: hasLineBefore ? starts[fromA] - 1 : starts[fromA],
      to: atEnd ? length : starts[toA],
      insert: atEnd && !hasLineBefore ? insert.join('\n') : text
    })
    lines += toA - fromA + insert.length
    if (hunks.length === maxHunks) continue
    const [removed, added] = marked(old.slice(fromA, Math.min(toA, fromA + maxHunkLines)), insert.slice(0, maxHunkLines))
    shown += removed.length + added.length
    hunks.push({
      line: fromA + 1,
      before: old.slice(Math.max(fromA - contextLines, 0), fromA),
      removed,
      added,
      after: old.slice(toA, toA + contextLines)
    })
  }
  return {changes, hunks, lines, hidden: lines - shown}
}
