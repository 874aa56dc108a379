// Files in memory as a host for the WebAssembly module: see src/wasm/host.h for what each function is asked. Nothing is
// written, and no program runs.
'use strict'
const {TooLarge} = require('../../../packaging/npm/module.js')

const kinds = {missing: 0, file: 1, folder: 2}
const decoder = new TextDecoder()
const encoder = new TextEncoder()

const clean = (path) => (path.length > 1 ? path.replace(/\/+$/, '') : path)
const folderOf = (path) => path.slice(0, path.lastIndexOf('/')) || '/'
const nameOf = (path) => path.slice(path.lastIndexOf('/') + 1)

class MemoryHost {
  constructor() {
    this.entries = new Map([['/', {kind: kinds.folder, children: new Set()}]])
    this.changes = 0n
  }

  addFolder(path) {
    const name = clean(path)
    if (this.entries.get(name)?.kind === kinds.folder) return
    this.entries.set(name, {kind: kinds.folder, children: new Set()})
    this.addTo(name)
  }

  addFile(path, bytes) {
    this.entries.set(path, {kind: kinds.file, bytes, change: ++this.changes})
    this.addTo(path)
  }

  addTo(path) {
    const folder = folderOf(path)
    this.addFolder(folder)
    this.entries.get(folder).children.add(nameOf(path))
  }

  remove(path) {
    this.entries.delete(path)
    this.entries.get(folderOf(path))?.children?.delete(nameOf(path))
  }

  find(name) {
    return this.entries.get(clean(decoder.decode(name)))
  }

  // Device, inode, size, and two times, which are those of the last change.
  identityOf({bytes, change}) {
    const view = new DataView(new ArrayBuffer(40))
    const values = [0n, 1n, BigInt(bytes.length), change, change]
    values.forEach((value, i) => view.setBigUint64(8 * i, value, true))
    return new Uint8Array(view.buffer)
  }

  host() {
    const refuse = (why) => () => {
      throw new Error(why)
    }
    const notWritten = refuse('cannot be written: it is open in an editor')
    return {
      kindOf: (name) => this.find(name)?.kind ?? kinds.missing,
      read: (name, data) => {
        const entry = this.find(name)
        if (entry === undefined) throw new Error('cannot be read: No such file or directory')
        if (entry.kind === kinds.folder) throw new Error('is a folder')
        if (entry.bytes.length > Number(decoder.decode(data.subarray(1)))) throw new TooLarge()
        const answer = new Uint8Array(40 + entry.bytes.length)
        answer.set(this.identityOf(entry))
        answer.set(entry.bytes, 40)
        return answer
      },
      list: (name) => {
        const entry = this.find(name)
        if (entry?.kind !== kinds.folder) throw new Error('cannot be listed: No such file or directory')
        const path = clean(decoder.decode(name))
        const kindOf = (child) => this.entries.get(path === '/' ? `/${child}` : `${path}/${child}`).kind
        return encoder.encode([...entry.children].map((child) => `${kindOf(child)}0${child}\0`).join(''))
      },
      replace: notWritten,
      writeFile: notWritten,
      write: (name, bytes) => {
        console.log(decoder.decode(bytes))
        return 0
      },
      readInput: () => new Uint8Array(),
      readBlock: () => new Uint8Array(),
      resolve: (name) => name,
      linkTarget: refuse('is not a link'),
      environment: () => '',
      run: refuse('programs do not run in a browser'),
      clock: (name) => {
        const milliseconds = decoder.decode(name) === 'real' ? Date.now() : performance.now()
        const answer = new DataView(new ArrayBuffer(8))
        answer.setBigUint64(0, BigInt(Math.round(milliseconds * 1e6)), true)
        return new Uint8Array(answer.buffer)
      }
    }
  }
}

module.exports = {MemoryHost}
