// The command line, run by the WebAssembly module.
'use strict'
const fs = require('node:fs')
const path = require('node:path')
const tty = require('node:tty')
const v8 = require('node:v8')
const {load} = require('./load.js')
const {instantiate} = require('./module.js')
const {host} = require('./node_host.js')

// Windows' paths for awl: those of this drive relative to the current folder, others as /D:/folder.
function withSlashes(word) {
  const [, option, value] = /^(-[^=]*=)?(.*)$/s.exec(word)
  if (!path.isAbsolute(value) && !(value.includes('\\') && fs.existsSync(value))) return word
  const relative = path.isAbsolute(value) ? path.relative('.', value) || '.' : value
  const slashes = relative.replaceAll('\\', '/')
  return (option ?? '') + (/^[A-Za-z]:/.test(slashes) ? '/' + slashes : slashes)
}

// The host on Windows: it prints paths of other drives as D:/folder. Standard output may be a list, so it is left alone
// unless another drive was named.
function windowsHost(words) {
  const isNamed = words.some((word) => /(^|=)\/[A-Za-z]:\//.test(word))
  const shown = (bytes) => Buffer.from(Buffer.from(bytes).toString('latin1').replace(/(^|[\s"'(])\/([A-Za-z]:\/)/gm, '$1$2'), 'latin1')
  const isError = (name) => name[0] === '2'.charCodeAt(0)
  return {...host, write: (name, bytes) => host.write(name, isNamed || isError(name) ? shown(bytes) : bytes)}
}

function reasonOf(error) {
  if (error instanceof RangeError && /memory/i.test(error.message)) return 'out of memory'
  const isFault = error instanceof WebAssembly.RuntimeError || error instanceof RangeError
  return isFault ? `this should not have happened; please report it (${error.message})` : error.message
}

function run(words) {
  try {
    // A run is over before code that is compiled for speed would be ready.
    v8.setFlagsFromString('--liftoff-only')
    const isTerminal = tty.isatty(1)
    const width = isTerminal ? process.stdout.columns ?? 0 : 0
    const onWindows = process.platform === 'win32'
    const inside = onWindows ? words.map(withSlashes) : words
    return instantiate(load(), onWindows ? windowsHost(inside) : host).run(inside, {isTerminal, width})
  } catch (error) {
    console.error('awl: ' + reasonOf(error))
    return 2
  }
}

module.exports = {run}
