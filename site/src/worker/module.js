// awl's WebAssembly module, loaded and kept.
import {instantiate, nothing} from '../../../packaging/npm/module.js'
import {tablesFor} from './tables.js'

const decoder = new TextDecoder()
const host = {...nothing, tables: (name) => tablesFor(decoder.decode(name))}

/** @type {WebAssembly.Module | undefined} */
let compiled
let instance

// The smallest modules that use what awl's is compiled with: a v128 constant, and a try block.
const header = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10]
const features = {
  SIMD: [...header, 23, 1, 21, 0, 253, 12, ...Array(16).fill(0), 26, 11],
  exceptions: [...header, 8, 1, 6, 0, 6, 64, 25, 11, 11]
}

/** What keeps this browser from running awl, or ''. */
function whatIsMissing() {
  if (typeof WebAssembly !== 'object') return 'WebAssembly is turned off or missing'
  const missing = Object.keys(features).filter((name) => !WebAssembly.validate(new Uint8Array(features[name])))
  return missing.length ? `its WebAssembly has no ${missing.join(' and no ')}` : ''
}

export async function load() {
  const missing = whatIsMissing()
  if (missing) throw new Error(`This browser cannot run awl: ${missing}. Chrome 95, Firefox 100, Safari 16.4 and newer can.`)
  const answer = await fetch(new URL(MODULE.url, self.location.href), {integrity: MODULE.integrity}).catch((error) => {
    throw new Error(`awl could not be loaded (${error.message}). Check the connection, then reload the page.`)
  })
  if (!answer.ok) throw new Error(`awl could not be loaded: the server says ${answer.status}. Reload the page to try again.`)
  compiled = await WebAssembly.compile(await answer.arrayBuffer())
}

/**
 * Runs a command over files in memory: see include/awl/awl_c.h.
 * @param {{arguments: string[], files?: Record<string, string>}} request
 * @returns {{status: number, output: string, errors: string, files: Record<string, string>}}
 */
export function call(request) {
  instance ??= instantiate(compiled, host)
  try {
    return instance.call(request)
  } catch (error) {
    // What went wrong may have left anything in its memory.
    instance = undefined
    throw error
  }
}
