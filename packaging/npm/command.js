// The command line, run by the WebAssembly module.
'use strict'
const fs = require('node:fs')
const path = require('node:path')
const tty = require('node:tty')
const v8 = require('node:v8')
const {load} = require('./load.js')
const {instantiate} = require('./module.js')
const {host} = require('./node_host.js')

// Windows' paths as awl writes them: those of this drive relative to the current folder, others as /D:/folder.
function withSlashes(word) {
  const [, option, value] = /^(-[^=]*=)?(.*)$/s.exec(word)
  if (!path.isAbsolute(value) && !(value.includes('\\') && fs.existsSync(value))) return word
  const relative = path.isAbsolute(value) ? path.relative('.', value) || '.' : value
  const slashes = relative.replaceAll('\\', '/')
  return (option ?? '') + (/^[A-Za-z]:/.test(slashes) ? '/' + slashes : slashes)
}

function run(words) {
  try {
    // A run is over before code that is compiled for speed would be ready.
    v8.setFlagsFromString('--liftoff-only')
    const isTerminal = tty.isatty(1)
    const width = isTerminal ? process.stdout.columns ?? 0 : 0
    const arguments_ = process.platform === 'win32' ? words.map(withSlashes) : words
    return instantiate(load(), host).run(arguments_, {isTerminal, width})
  } catch (error) {
    const isFault = error instanceof WebAssembly.RuntimeError || error instanceof RangeError
    console.error('awl: ' + (isFault ? `this should not have happened; please report it (${error.message})` : error.message))
    return 2
  }
}

module.exports = {run}
