// The WebAssembly module of this package, compiled.
'use strict'
const fs = require('node:fs')
const path = require('node:path')

const file = path.join(__dirname, 'awl.wasm')
const names = ['awl_run', 'awl_call', 'malloc', 'free', 'memory', '_initialize']

function load() {
  let module
  try {
    module = new WebAssembly.Module(fs.readFileSync(file))
  } catch (error) {
    throw new Error(`${file}: ${error.message.split('\n')[0]}; install awl-lint again`)
  }
  const exported = new Set(WebAssembly.Module.exports(module).map((one) => one.name))
  if (!names.every((name) => exported.has(name))) throw new Error(`${file}: is not awl; install awl-lint again`)
  return module
}

module.exports = {load}
