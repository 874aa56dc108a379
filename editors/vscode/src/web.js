// The entry for VS Code in a browser: the WebAssembly module in a worker. It cannot wait for files, so that the worker
// is given those of the workspace before it needs them.
'use strict'
const vscode = require('vscode')
const {LanguageClient} = require('vscode-languageclient/browser')
const {Extension} = require('./extension.js')
const {fromServer, pathOf, toServer} = require('./uris.js')

// What awl reads; of other files it only needs to know that they are there.
const isRead = /(\.(md|markdown|ya?ml)|^\.git(ignore|attributes|modules)|^HEAD|^config)$/i
const isSkipped = /^(node_modules|\.hg|\.svn)$/
const mostFiles = 20000
const mostBytes = 4 << 20

// The files of the workspace as the worker knows them.
class Mirror {
  constructor(post) {
    this.post = post
    this.count = 0
  }

  async addFolder(uri) {
    const entries = await vscode.workspace.fs.readDirectory(uri)
    this.post({awl: 'folder', path: pathOf(uri)})
    const isGit = uri.path.endsWith('/.git')
    for (const [name, type] of entries) {
      if (++this.count > mostFiles) return
      const child = vscode.Uri.joinPath(uri, name)
      if (isGit && !/^(HEAD|config)$/.test(name)) continue
      if (type & vscode.FileType.File) await this.addFile(child)
      else if (type & vscode.FileType.Directory && !isSkipped.test(name)) await this.addFolder(child).catch(() => {})
    }
  }

  async addFile(uri) {
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1)
    let bytes = new Uint8Array()
    if (isRead.test(name)) {
      const {size} = await vscode.workspace.fs.stat(uri)
      if (size <= mostBytes) bytes = await vscode.workspace.fs.readFile(uri)
    }
    this.post({awl: 'file', path: pathOf(uri), bytes})
  }

  // After something happened to the file.
  async update(uri) {
    try {
      await this.addFile(uri)
    } catch {
      this.post({awl: 'removed', path: pathOf(uri)})
    }
  }
}

async function connect(context, options) {
  const inside = (name) => vscode.Uri.joinPath(context.extensionUri, 'dist', name)
  const worker = new Worker(inside('server_worker.js').toString(true))
  const post = (message) => worker.postMessage(message)
  const mirror = new Mirror(post)
  post({awl: 'module', bytes: await vscode.workspace.fs.readFile(inside('awl.wasm'))})
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    await mirror.addFolder(folder.uri).catch((error) => options.outputChannel.warn(error))
  }
  const client = new LanguageClient('awl', 'awl', {
    ...options,
    uriConverters: {
      code2Protocol: (uri) => toServer(uri).toString(),
      protocol2Code: (text) => fromServer(vscode.Uri.parse(text))
    },
    middleware: {
      ...options.middleware,
      workspace: {
        async didChangeWatchedFile(event, next) {
          await mirror.update(fromServer(vscode.Uri.parse(event.uri)))
          return next(event)
        }
      }
    }
  }, worker)
  return {
    client,
    origin: 'the WebAssembly module of this extension, in a worker',
    writeConfig: (uri) => client.sendRequest('awl/writeConfig', {uri: toServer(uri).toString()})
  }
}

let extension

async function activate(context) {
  extension = new Extension(context, (options) => connect(context, options))
  await extension.activate()
}

const deactivate = () => extension?.stop()

module.exports = {activate, deactivate}
