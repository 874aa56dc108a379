// The mojibake tables: the module asks for those of a language when a text is damaged and lost bytes.

/** What the build knows of each file. @type {Record<string, {url: string, integrity: string, bytes: number}>} */
const files = TABLES

const loaded = new Map()
let wanted = new Set()

/** The host's answer to the module: bytes if they are here; otherwise they are noted as wanted. */
export function tablesFor(name) {
  const bytes = loaded.get(name)
  if (bytes) return bytes
  wanted.add(name)
  throw new Error('not loaded')
}

/** What was asked for in vain since the last call. */
export function takeWanted() {
  const names = [...wanted].filter((name) => name in files)
  wanted = new Set()
  return names
}

/** @param {string[]} names */
export const sizeOf = (names) => names.reduce((sum, name) => sum + files[name].bytes, 0)

/** @param {string[]} names */
export async function loadTables(names) {
  for (const name of names) {
    const {url, integrity} = files[name]
    const answer = await fetch(new URL(url, self.location.href), {integrity})
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
    loaded.set(name, new Uint8Array(await answer.arrayBuffer()))
  }
}
