// Runs the language server of the WebAssembly module for a client that sends and takes messages as objects.
'use strict'
const {instantiate} = require('../../../packaging/npm/module.js')

const decoder = new TextDecoder()

// The config that fits the list at `path`, as `awl config init --print` prints it.
function writeConfig(module, host, path) {
  const said = {1: '', 2: ''}
  const write = (name, bytes) => {
    said[decoder.decode(name)] += decoder.decode(bytes)
    return 0
  }
  const status = instantiate(module, {...host, write}).run(['config', 'init', '--print', path])
  if (status !== 0) throw new Error(said[2].trim())
  return said[1]
}

function answer({id, params}, module, host) {
  try {
    const path = decodeURIComponent(new URL(params.uri).pathname)
    return {jsonrpc: '2.0', id, result: writeConfig(module, host, path)}
  } catch (error) {
    return {jsonrpc: '2.0', id, error: {code: -32803, message: error.message}}
  }
}

// Gives a function that takes messages. Texts are checked when none waits any more.
function serve(module, host, send) {
  const server = instantiate(module, {
    ...host,
    send(name, bytes) {
      send(JSON.parse(decoder.decode(bytes)))
      return 0
    }
  }).languageServer()
  let isAwake = false
  const check = () => {
    isAwake = server.check()
    if (isAwake) setTimeout(check)
  }
  return (message) => {
    if (message.method === 'awl/writeConfig') return send(answer(message, module, host))
    if (server.handle(message) && !isAwake) {
      isAwake = true
      setTimeout(check)
    }
  }
}

module.exports = {serve}
