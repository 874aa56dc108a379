// A text as the editor's lines, and back without losing a byte. A text whose lines all end in "\r\n" is shown without
// the "\r"; in a text that has both kinds of line ends, each "\r" stays visible at the end of its line.

/** @typedef {'\n' | '\r\n'} Ending */

/**
 * @param {string} text
 * @returns {{lines: string[], ending: Ending}}
 */
export function linesOf(text) {
  if (text.includes('\r')) {
    const lines = text.split('\r\n')
    if (lines.length > 1 && !lines.some((line) => /[\r\n]/.test(line))) return {lines, ending: '\r\n'}
  }
  return {lines: text.split('\n'), ending: '\n'}
}
