/** The longest text that the page takes, four times what GitHub shows of a list. */
export const maxTextLength = 2 << 20
/** The longest config. */
export const maxConfigLength = 100_000

/** @param {number} bytes */
export function sizeText(bytes) {
  if (bytes < 1000) return `${bytes} bytes`
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`
}

/** @param {number} size */
export const tooLarge = (size, limit = maxTextLength) =>
  `${sizeText(size)} is more than this page takes (${sizeText(limit)}). The program awl has no such limit. Your text is as it was.`
