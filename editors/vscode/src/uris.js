// The server knows files by file: URIs alone. In a browser files have others, such as
// vscode-vfs://github/owner/list/readme.md: for the server that is /vscode-vfs/github/owner/list/readme.md.
'use strict'
const vscode = require('vscode')

const none = '-'

function toServer(uri) {
  if (uri.scheme === 'untitled') return uri
  return vscode.Uri.from({scheme: 'file', path: `/${uri.scheme}/${uri.authority || none}${uri.path}`})
}

function fromServer(uri) {
  const [, scheme, authority, path] = /^\/([^/]*)\/([^/]*)(\/.*)?$/.exec(uri.path) ?? []
  if (uri.scheme !== 'file' || scheme === undefined) return uri
  return vscode.Uri.from({scheme, authority: authority === none ? '' : authority, path: path ?? '/'})
}

const pathOf = (uri) => toServer(uri).path

module.exports = {fromServer, pathOf, toServer}
