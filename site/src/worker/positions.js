// awl counts bytes of UTF-8 in the text; the editor counts UTF-16 units, and a line end as one.

/**
 * The editor's positions of byte offsets.
 * @param {string} text
 * @param {number[]} offsets in ascending order
 * @param {boolean} crlf whether the editor shows each "\r\n" as its line end
 * @returns {Map<number, number>}
 */
export function positionsOf(text, offsets, crlf) {
  const positions = new Map()
  let bytes = 0
  let unit = 0
  let position = 0
  for (const offset of offsets) {
    while (bytes < offset && unit < text.length) {
      const code = text.charCodeAt(unit)
      const isPair = code >= 0xd800 && code < 0xdc00 && (text.charCodeAt(unit + 1) & 0xfc00) === 0xdc00
      const units = isPair ? 2 : 1
      bytes += isPair ? 4 : code < 0x80 ? 1 : code < 0x800 ? 2 : 3
      position += crlf && code === 13 && text.charCodeAt(unit + 1) === 10 ? 0 : units
      unit += units
    }
    positions.set(offset, position)
  }
  return positions
}
