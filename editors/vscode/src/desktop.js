// The entry for VS Code on a computer: starts awl as a program, or the WebAssembly module in a process of its own.
'use strict'
const vscode = require('vscode')
const {LanguageClient, TransportKind} = require('vscode-languageclient/node')
const {Extension} = require('./extension.js')
const {configured, findAwl, isAwl, runFile} = require('./program.js')

function localFolders() {
  return (vscode.workspace.workspaceFolders ?? []).filter(({uri}) => uri.scheme === 'file').map(({uri}) => uri.fsPath)
}

// The program to start; undefined for the module. What a workspace brings is only started where the user trusts it.
async function findProgram() {
  const folders = localFolders()
  const wanted = configured(vscode.workspace.getConfiguration('awl').get('path'), folders[0])
  if (wanted !== '') {
    if (await isAwl(wanted)) return wanted
    vscode.window.showWarningMessage(`awl.path: ${wanted} is not awl, or does not start; another awl is used`)
  }
  return findAwl(vscode.workspace.isTrusted ? folders : [])
}

function connectProgram(file, options) {
  const [folder] = localFolders()
  const client = new LanguageClient('awl', 'awl', {command: file, args: ['lsp'], options: {cwd: folder}}, options)
  return {
    client,
    origin: file,
    async writeConfig(uri) {
      try {
        return (await runFile(file, ['config', 'init', '--print', uri.fsPath])).stdout
      } catch (error) {
        throw new Error(error.stderr?.trim() || error.message)
      }
    }
  }
}

function connectModule(context, options) {
  const server = {module: context.asAbsolutePath('dist/server_node.js'), transport: TransportKind.ipc}
  const client = new LanguageClient('awl', 'awl', server, options)
  return {
    client,
    origin: 'the WebAssembly module of this extension',
    writeConfig: (uri) => client.sendRequest('awl/writeConfig', {uri: uri.toString()})
  }
}

let extension

async function activate(context) {
  extension = new Extension(context, async (options) => {
    const file = await findProgram()
    return file === undefined ? connectModule(context, options) : connectProgram(file, options)
  })
  await extension.activate()
}

const deactivate = () => extension?.stop()

module.exports = {activate, deactivate}
