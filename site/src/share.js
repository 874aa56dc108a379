// A list, its config and profile in the fragment of a URL, which browsers send to nobody: "#1." and deflated JSON.
import {maxTextLength} from './limits.js'

/** @typedef {{text: string, config: string, profile: string}} Shared */

const prefix = '#1.'
// What browsers take; a chat program may cut a link that is much shorter.
export const maxLinkLength = 1_000_000
export const longLinkLength = 8_000

async function through(bytes, stream, limit = Infinity) {
  const parts = []
  let size = 0
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader()
  for (;;) {
    const {done, value} = await reader.read()
    if (done) return new Blob(parts)
    size += value.length
    if (size > limit) {
      reader.cancel()
      throw new Error('it has more text than this page takes')
    }
    parts.push(value)
  }
}

async function toBase64(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let binary = ''
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

const fromBase64 = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0))

/**
 * @param {Shared} shared
 * @returns {Promise<string>} the fragment, with its "#"
 */
export async function encodeFragment(shared) {
  const bytes = new TextEncoder().encode(JSON.stringify(shared))
  return prefix + (await toBase64(await through(bytes, new CompressionStream('deflate-raw'))))
}

/**
 * Throws an Error that says what is wrong with the fragment.
 * @param {string} fragment with its "#"
 * @returns {Promise<Shared>}
 */
export async function decodeFragment(fragment) {
  if (!fragment.startsWith(prefix)) throw new Error('it was not made by this page, or by a newer one')
  let json
  try {
    const bytes = fromBase64(fragment.slice(prefix.length))
    json = await (await through(bytes, new DecompressionStream('deflate-raw'), 4 * maxTextLength)).text()
  } catch (error) {
    if (/more text/.test(error.message)) throw error
    throw new Error('a part of it is missing or was changed on the way')
  }
  let shared
  try {
    shared = JSON.parse(json)
  } catch {
    throw new Error('a part of it is missing or was changed on the way')
  }
  const {text, config = '', profile = ''} = shared ?? {}
  if (![text, config, profile].every((value) => typeof value === 'string')) throw new Error('there is no list in it')
  if (text.length > maxTextLength) throw new Error('it has more text than this page takes')
  return {text, config, profile}
}
