// The server in a process of its own, for desktop.js.
'use strict'
const fs = require('node:fs')
const path = require('node:path')
const {host} = require('../../../packaging/npm/node_host.js')
const {serve} = require('./serve.js')

const module_ = new WebAssembly.Module(fs.readFileSync(path.join(__dirname, 'awl.wasm')))
const take = serve(module_, host, (message) => process.send(message))
process.on('message', (message) => {
  if (message.method === 'exit') process.exit(0)
  take(message)
})
process.on('disconnect', () => process.exit(1))
