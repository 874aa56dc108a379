// Joins awl's WebAssembly module to a host: an object with the functions that are named in `calls`. A host function gets
// the name and the data of the call (src/wasm/host.h) as bytes and returns bytes, a text or a small number; what it
// throws is the answer that the call failed. Needs nothing of node: this runs in a page or an editor, too.
'use strict'

const calls = [
  'write', 'kindOf', 'read', 'list', 'replace', 'writeFile', 'readInput', 'readBlock', 'resolve', 'linkTarget',
  'environment', 'run', 'clock', 'send', 'tables'
]

const encoder = new TextEncoder()
const decoder = new TextDecoder()

class TooLarge extends Error {}

// A host without files, for awl_call, which has its own.
const nothing = {
  clock(name) {
    const milliseconds = decoder.decode(name) === 'real' ? Date.now() : performance.now()
    const answer = new DataView(new ArrayBuffer(8))
    answer.setBigUint64(0, BigInt(Math.round(milliseconds * 1e6)), true)
    return new Uint8Array(answer.buffer)
  }
}

function instantiate(module, host = nothing) {
  let exports
  // The memory may have grown, and moved, since the last call.
  const view = () => new DataView(exports.memory.buffer)
  const bytesAt = (at) => {
    const data = view().getUint32(at, true)
    return new Uint8Array(exports.memory.buffer, data, view().getUint32(at + 4, true)).slice()
  }
  // Puts bytes into memory that malloc gave, at least one byte.
  const put = (bytes) => {
    const data = exports.malloc(bytes.length + 1) >>> 0
    new Uint8Array(exports.memory.buffer).set(bytes, data)
    return data
  }
  const answerWith = (at, answer) => {
    const bytes = typeof answer === 'string' ? encoder.encode(answer) : answer
    const data = put(bytes)
    view().setUint32(at, data, true)
    view().setUint32(at + 4, bytes.length, true)
  }
  const awl_host = (call, name, data, at) => {
    try {
      const answer = host[calls[call]](bytesAt(name), bytesAt(data))
      if (typeof answer === 'number') return answer
      answerWith(at, answer)
      return 0
    } catch (error) {
      if (error instanceof TooLarge) return -2
      answerWith(at, String(error.message))
      return -1
    }
  }
  exports = new WebAssembly.Instance(module, {awl: {awl_host}}).exports
  exports._initialize()
  return {
    // Runs a command line; gives the exit status.
    run(words, {isTerminal = false, width = 0} = {}) {
      const bytes = encoder.encode(words.map((word) => word + '\0').join(''))
      return exports.awl_run(put(bytes), bytes.length, isTerminal ? 1 : 0, width)
    },
    // A language server, whose messages go to the host's `send`. Both functions tell whether texts wait to be checked.
    languageServer() {
      const server = exports.awl_lsp_new()
      return {
        handle(message) {
          const bytes = encoder.encode(JSON.stringify(message))
          const data = put(bytes)
          const waits = exports.awl_lsp_handle(server, data, bytes.length)
          exports.free(data)
          return waits !== 0
        },
        check: () => exports.awl_lsp_check(server) !== 0
      }
    },
    // Runs a command over files in memory: see include/awl/awl_c.h.
    call(request) {
      const bytes = encoder.encode(JSON.stringify(request))
      const data = put(bytes)
      const size = put(new Uint8Array(4))
      const answer = exports.awl_call(data, bytes.length, size) >>> 0
      const text = decoder.decode(new Uint8Array(exports.memory.buffer, answer, view().getUint32(size, true)))
      for (const address of [data, size, answer]) exports.free(address)
      return JSON.parse(text)
    }
  }
}

module.exports = {TooLarge, instantiate, nothing}
