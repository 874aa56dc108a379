// node server_test.mjs FOLDER AWL: what the extension in FOLDER does without VS Code: the server in a process of node's, and
// the search for a program.
import {fork} from 'node:child_process'
import fs from 'node:fs'
import {createRequire} from 'node:module'
import os from 'node:os'
import path from 'node:path'
import {pathToFileURL} from 'node:url'

const require = createRequire(import.meta.url)
const [folder, awl] = process.argv.slice(2)
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'awl-vscode-'))
let passed = 0
let failed = 0
function expect(what, holds, seen) {
  if (holds) passed += 1
  else {
    failed += 1
    console.log(`FAILED: ${what}: ${JSON.stringify(seen)}`)
  }
}

async function server() {
  const file = path.join(work, 'readme.md')
  const text = '# Awesome Tea\n\n## Leaves\n\n- [One](https://example.org/one) - Green  and mild.\n'
  fs.writeFileSync(file, text)
  const child = fork(path.join(folder, 'dist/server_node.js'))
  const came = []
  let wake = () => {}
  child.on('message', (message) => {
    came.push(message)
    wake()
  })
  const until = async (fits) => {
    while (!came.some(fits)) await new Promise((resolve) => (wake = resolve))
    return came.find(fits)
  }
  const send = (message) => child.send({jsonrpc: '2.0', ...message})
  const uri = pathToFileURL(file).href

  send({id: 1, method: 'initialize', params: {capabilities: {}, rootUri: pathToFileURL(work).href}})
  const {result} = await until(({id}) => id === 1)
  expect('the module answers', result.serverInfo.name === 'awl', result)
  send({method: 'initialized', params: {}})
  send({method: 'textDocument/didOpen', params: {textDocument: {uri, languageId: 'markdown', version: 1, text}}})
  const {params} = await until(({method}) => method === 'textDocument/publishDiagnostics')
  expect('and finds', params.diagnostics.some(({code}) => code === 'whitespace-inner-multiple'), params)
  send({id: 2, method: 'awl/writeConfig', params: {uri: pathToFileURL(work).href}})
  const config = await until(({id}) => id === 2)
  expect('it writes a config', /^extends: recommended$/m.test(config.result), config)
  send({id: 3, method: 'awl/writeConfig', params: {uri: pathToFileURL(path.join(work, 'none')).href}})
  expect('or says why not', (await until(({id}) => id === 3)).error?.message.includes('none'), came.at(-1))
  send({id: 4, method: 'shutdown'})
  await until(({id}) => id === 4)
  send({method: 'exit'})
  expect('it ends', (await new Promise((resolve) => child.on('exit', resolve))) === 0)
}

async function program() {
  const {configured, findAwl, isAwl} = require('../../../editors/vscode/src/program.js')
  const other = path.join(work, 'other')
  const own = path.join(work, 'node_modules', `awl-lint-${process.platform}-${process.arch}`, 'bin')
  for (const bin of [other, own]) fs.mkdirSync(bin, {recursive: true})
  fs.writeFileSync(path.join(other, 'awl'), '#!/bin/sh\necho "awl, another one"\n', {mode: 0o755})
  const real = path.join(work, 'bin')
  fs.mkdirSync(real)
  fs.copyFileSync(awl, path.join(real, 'awl'))
  const searched = [other, real].join(path.delimiter)
  expect('another program of that name is passed over', (await findAwl([work], searched)) === path.join(real, 'awl'))
  fs.copyFileSync(awl, path.join(own, 'awl'))
  expect('that of the workspace comes first', (await findAwl([work], searched)) === path.join(own, 'awl'))
  expect('not where it is not trusted', (await findAwl([], searched)) === path.join(real, 'awl'))
  expect('there may be none', (await findAwl([], other)) === undefined)
  expect('a folder is not awl', !(await isAwl(real)))
  expect('settings have variables', configured(' ${workspaceFolder}/bin/awl', '/w') === '/w/bin/awl')
  expect('and the home folder', configured('~/awl') === path.join(os.homedir(), 'awl'))
}

try {
  await server()
  await program()
} finally {
  fs.rmSync(work, {recursive: true, force: true})
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
