// Reads a file that somebody dropped or chose, as text, or says what keeps it from that.
import {maxTextLength, tooLarge} from './limits.js'
import {counted} from './element.js'

/**
 * @param {Uint8Array} bytes
 * @returns {{text: string, note: string}} `note` says what is not as it was in the file
 */
export function decode(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return {text: new TextDecoder('utf-16le').decode(bytes), note: 'It is UTF-16; awl reads UTF-8.'}
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return {text: new TextDecoder('utf-16be').decode(bytes), note: 'It is UTF-16; awl reads UTF-8.'}
  const text = new TextDecoder('utf-8', {ignoreBOM: true}).decode(bytes)
  // It will be refused; to look for what is wrong in it would take long.
  if (text.length > maxTextLength) return {text, note: ''}
  try {
    new TextDecoder('utf-8', {fatal: true}).decode(bytes)
    return {text, note: ''}
  } catch {
    const at = text.indexOf('\ufffd')
    const count = text.split('\ufffd').length - 1
    const line = text.slice(0, at).split('\n').length
    return {
      text,
      note: `It is not valid UTF-8: ${counted(count, 'place')} shown as \ufffd, the first in line ${line}. The file itself stays as it is; the program awl also restores it.`
    }
  }
}

// Of what a picture, a program or an archive begins with, much is no text. (A list with a NUL is for awl to report.)
function isBinary(bytes) {
  const head = bytes.subarray(0, 8192)
  if (head[0] === 0xff || head[0] === 0xfe) return head.length > 2 && (head[1] & 0xfe) !== 0xfe
  let odd = 0
  for (const byte of head) odd += byte < 9 || (byte > 13 && byte < 32)
  return odd * 100 > head.length
}

/**
 * Throws an Error with what to tell the user.
 * @param {File} file
 */
export async function readFile(file) {
  // Four bytes of UTF-8 are at least one unit of text.
  if (file.size > 4 * maxTextLength) throw new Error(`${file.name}: ${tooLarge(file.size)}`)
  let bytes
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    throw new Error(`${file.name} cannot be read. A folder cannot be opened; drop the file itself.`)
  }
  if (isBinary(bytes)) throw new Error(`${file.name} is a binary file, not a list. Your text is as it was.`)
  const {text, note} = decode(bytes)
  if (text.length > maxTextLength) throw new Error(`${file.name}: ${tooLarge(file.size)}`)
  return {text, note: note && `${file.name}: ${note}`}
}
