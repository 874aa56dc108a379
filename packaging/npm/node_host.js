// The files, streams and programs of node, for module.js. What is refused, and how that is said, is as in
// src/base/real_file_system.cpp and src/base/process.cpp.
'use strict'
const fs = require('node:fs')
const path = require('node:path')
const {spawnSync} = require('node:child_process')
const {TooLarge} = require('./module.js')

const onWindows = process.platform === 'win32'
const kinds = {missing: 0, file: 1, folder: 2, other: 3}
const texts = {
  EACCES: 'Permission denied',
  EBUSY: 'Device or resource busy',
  EDQUOT: 'Disk quota exceeded',
  EEXIST: 'File exists',
  EFBIG: 'File too large',
  EINVAL: 'Invalid argument',
  EIO: 'Input/output error',
  EISDIR: 'Is a directory',
  ELOOP: 'Too many levels of symbolic links',
  EMFILE: 'Too many open files',
  ENAMETOOLONG: 'File name too long',
  ENOENT: 'No such file or directory',
  ENOSPC: 'No space left on device',
  ENOTDIR: 'Not a directory',
  EPERM: 'Operation not permitted',
  EROFS: 'Read-only file system'
}
const decoder = new TextDecoder()
const text = (bytes) => decoder.decode(bytes)
const letter = (bytes, at = 0) => String.fromCharCode(bytes[at])

// trying WHAT ACTION: an error of the system begins with `what`.
function trying(what, action) {
  try {
    return action()
  } catch (error) {
    if (error.code === undefined) throw error
    throw new Error(`${what}: ${texts[error.code] ?? error.message}`)
  }
}

// Inside, C:\x is /C:/x and C:\ is /C:; elsewhere names are bytes, whatever they mean.
function outside(inside) {
  if (!onWindows) return Buffer.from(inside.length === 0 ? Buffer.from('.') : inside)
  const name = text(inside) || '.'
  return /^\/[A-Za-z]:(\/|$)/.test(name) ? name.slice(1) + (name.length === 3 ? '/' : '') : name
}
function inside(outside) {
  if (!onWindows) return outside
  const name = String(outside).replaceAll('\\', '/').replace(/^\/\/\?\//, '')
  return /^[A-Za-z]:/.test(name) ? '/' + name.replace(/\/$/, '') : name
}
// Arithmetic with names: one character for each byte.
const characters = (name) => (onWindows ? name : name.toString('latin1'))
const nameOf = (characters) => (onWindows ? characters : Buffer.from(characters, 'latin1'))

function identityOf(info) {
  const view = new DataView(new ArrayBuffer(40))
  const values = [info.dev, info.ino, info.size, info.mtimeNs, info.ctimeNs]
  values.forEach((value, i) => view.setBigUint64(8 * i, BigInt.asUintN(64, value), true))
  return new Uint8Array(view.buffer)
}
const isSame = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)) === 0

const statOf = (name) => fs.statSync(name, {bigint: true})
const linkStatOf = (name) => fs.lstatSync(name, {bigint: true})
function kindOf(info) {
  if (info.isFile()) return kinds.file
  return info.isDirectory() ? kinds.folder : kinds.other
}

const linkInTheWay = 'cannot be read: a link took the place of a file or folder'
function refuseLinks(name, message = linkInTheWay) {
  const whole = characters(name)
  for (let end = whole.indexOf('/', 1); ; end = whole.indexOf('/', end + 1)) {
    const part = end < 0 ? whole : whole.slice(0, end)
    const info = fs.lstatSync(nameOf(part), {throwIfNoEntry: false})
    if (info?.isSymbolicLink()) throw new Error(message)
    if (end < 0) return
  }
}

// Files that the kernel makes up: /proc and /sys.
function isOfTheKernel(name) {
  if (process.platform !== 'linux' || fs.statfsSync === undefined) return false
  return [0x9fa0, 0x62656572].includes(fs.statfsSync(name).type)
}

function wait() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2)
}
// The bytes that were read; 0 at the end. Node opens pipes and terminals so that they may not be ready.
function readSome(fd, buffer, offset) {
  for (;;) {
    try {
      return fs.readSync(fd, buffer, offset, buffer.length - offset, null)
    } catch (error) {
      if (error.code === 'EOF') return 0
      if (error.code !== 'EAGAIN' && error.code !== 'EINTR') throw error
      wait()
    }
  }
}
function writeAll(fd, bytes) {
  for (let done = 0; done < bytes.length; ) {
    try {
      done += fs.writeSync(fd, bytes, done)
    } catch (error) {
      if (error.code !== 'EAGAIN' && error.code !== 'EINTR') throw error
      wait()
    }
  }
}
function readAll(fd, limit, expected) {
  let buffer = Buffer.allocUnsafe(Math.min(expected, limit) + 1)
  let size = 0
  for (;;) {
    if (size === buffer.length) {
      if (size > limit) throw new TooLarge()
      buffer = Buffer.concat([buffer], Math.min(limit + 1, Math.max(2 * size, 1 << 16)))
    }
    const got = readSome(fd, buffer, size)
    if (got === 0) return buffer.subarray(0, size)
    size += got
  }
}
function withFile(fd, action) {
  try {
    return action(fd)
  } finally {
    fs.closeSync(fd)
  }
}

const changedMeanwhile = 'is not written: another program changed it since it was read'
function hasLinks(info, inPlace) {
  return new Error(
    `is not written: it has ${info.nlink} hard links, and ` +
      (inPlace
        ? 'nobody named it (a file that is named is written)'
        : 'replacing it would part them (--in-place writes into it)')
  )
}

function writeInto(name, bytes, old) {
  return trying('cannot be written', () =>
    withFile(fs.openSync(name, 'r+'), (fd) => {
      if (!isSame(identityOf(fs.fstatSync(fd, {bigint: true})), identityOf(old))) throw new Error(changedMeanwhile)
      writeAll(fd, bytes)
      fs.ftruncateSync(fd, bytes.length)
      fs.fsyncSync(fd)
      return identityOf(fs.fstatSync(fd, {bigint: true}))
    })
  )
}

function keepOwner(fd, old) {
  const made = fs.fstatSync(fd, {bigint: true})
  try {
    if (made.gid !== old.gid) fs.fchownSync(fd, Number(made.uid), Number(old.gid))
  } catch {
    throw new Error('is not written: replacing it would change its group (--in-place writes into it)')
  }
  trying('cannot be written: its permissions cannot be kept', () => fs.fchmodSync(fd, Number(old.mode & 0o1777n)))
}

// Under a name of its own until its bytes are on the disk.
function newFile(folder, old) {
  for (let attempt = 0; ; ++attempt) {
    const name = nameOf(`${folder}/.awl-${process.pid}-${attempt}.tmp`)
    try {
      return {name, fd: fs.openSync(name, 'wx', old ? 0o600 : 0o666)}
    } catch (error) {
      if (error.code !== 'EEXIST' || attempt === 100) throw error
    }
  }
}
const folderOf = (name) => {
  const slash = characters(name).lastIndexOf('/')
  return slash < 0 ? '.' : slash === 0 ? '/' : characters(name).slice(0, slash)
}
function putInPlace(target, bytes, old) {
  const folder = folderOf(target)
  const {name, fd} = trying('cannot be written: its folder does not take a new file', () => newFile(folder, old))
  try {
    withFile(fd, () => {
      if (old) keepOwner(fd, old)
      trying('cannot be written', () => {
        writeAll(fd, bytes)
        fs.fsyncSync(fd)
      })
    })
    if (old && !isSame(identityOf(linkStatOf(target)), identityOf(old))) throw new Error(changedMeanwhile)
    trying('cannot be written', () => fs.renameSync(name, target))
  } catch (error) {
    fs.rmSync(name, {force: true})
    throw error
  }
  // The rename is on the disk when the folder is; some file systems cannot do that.
  try {
    if (!onWindows) withFile(fs.openSync(nameOf(folder), 'r'), fs.fsyncSync)
  } catch {}
  return identityOf(linkStatOf(target))
}

const isForeign = (info) => !onWindows && Number(info.uid) !== process.geteuid()

function resolved(name) {
  try {
    return fs.realpathSync.native(name, {encoding: onWindows ? 'utf8' : 'buffer'})
  } catch {
    return name
  }
}

// The absolute name of a program in an absolute folder of PATH.
function findProgram(name) {
  const endings = onWindows ? ['.exe', '.com'] : ['']
  for (const folder of (process.env.PATH ?? '/usr/bin:/bin').split(path.delimiter)) {
    if (!path.isAbsolute(folder)) continue
    for (const ending of endings) {
      const candidate = path.join(folder, name + ending)
      try {
        fs.accessSync(candidate, fs.constants.X_OK)
        return candidate
      } catch {}
    }
  }
  throw new Error(`${name} is not installed`)
}

const host = {
  write(name, bytes) {
    writeAll(Number(text(name)), bytes)
    return 0
  },
  kindOf(name) {
    try {
      return kindOf(statOf(outside(name)))
    } catch {
      return kinds.missing
    }
  },
  read(name, data) {
    const file = outside(name)
    const limit = Number(text(data.subarray(1)))
    const refuses = letter(data) === 'r'
    if (refuses) refuseLinks(file)
    return trying('cannot be read', () => {
      // Before it is opened: to open a FIFO would wait for its writer, and a device may do anything.
      const info = statOf(file)
      if (info.isDirectory()) throw new Error('is a folder')
      if (!info.isFile()) throw new Error('is not a regular file')
      if (refuses && isOfTheKernel(file)) throw new Error('is a file that the kernel makes up')
      const flags = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0) | (fs.constants.O_NOCTTY ?? 0)
      return withFile(fs.openSync(file, flags), (fd) => {
        const opened = fs.fstatSync(fd, {bigint: true})
        if (!opened.isFile()) throw new Error('is not a regular file')
        if (opened.size > limit) throw new TooLarge()
        return Buffer.concat([identityOf(opened), readAll(fd, limit, Number(opened.size))])
      })
    })
  },
  list(name, data) {
    const folder = outside(name)
    if (letter(data) === 'r') refuseLinks(folder, 'cannot be listed: ' + texts.ELOOP)
    return trying('cannot be listed', () => {
      const parts = []
      for (const entry of fs.readdirSync(folder, {encoding: onWindows ? 'utf8' : 'buffer'})) {
        const full = nameOf(characters(folder) + '/' + characters(entry))
        const own = fs.lstatSync(full, {throwIfNoEntry: false})
        if (own === undefined) continue
        const isLink = own.isSymbolicLink()
        const kind = isLink ? host.kindOf(inside(full)) : kindOf(own)
        parts.push(Buffer.from(`${kind}${isLink ? 1 : 0}`), Buffer.from(entry), Buffer.from([0]))
      }
      return Buffer.concat(parts)
    })
  },
  replace(name, data) {
    const inPlace = letter(data) === '1'
    const isNamed = letter(data, 1) === '1'
    const bytes = data.subarray(42)
    const target = isNamed ? resolved(outside(name)) : outside(name)
    if (!isNamed) refuseLinks(nameOf(folderOf(target)), 'cannot be written: ' + texts.ELOOP)
    const old = trying('cannot be written', () => linkStatOf(target))
    if (!old.isFile()) throw new Error('is not a regular file')
    if (!isSame(identityOf(old), data.subarray(2, 42))) throw new Error(changedMeanwhile)
    try {
      if ((old.mode & 0o222n) === 0n) throw new Error()
      fs.accessSync(target, fs.constants.W_OK)
    } catch {
      throw new Error('cannot be written: the file is read-only')
    }
    if (old.nlink > 1n && !(inPlace && isNamed)) throw hasLinks(old, inPlace)
    if (inPlace) return writeInto(target, bytes, old)
    if (isForeign(old)) {
      throw new Error(
        'is not written: it belongs to another user, and replacing it would change that (--in-place writes into it)'
      )
    }
    return putInPlace(target, bytes, old)
  },
  writeFile(name, data) {
    const follows = letter(data) === 'f'
    const bytes = data.subarray(1)
    const target = follows ? resolved(outside(name)) : outside(name)
    if (!follows) refuseLinks(nameOf(folderOf(target)), 'cannot be written: ' + texts.ELOOP)
    return trying('cannot be written', () => {
      const old = fs.lstatSync(target, {bigint: true, throwIfNoEntry: false})
      if (old?.isDirectory()) throw new Error('is a folder')
      if (old && !old.isFile()) {
        if (!follows) throw new Error('is not a regular file')
        withFile(fs.openSync(target, 'w'), (fd) => writeAll(fd, bytes))
        return new Uint8Array(40)
      }
      const isShared = old !== undefined && old.nlink > 1n
      if (!follows && isShared && isForeign(old)) throw hasLinks(old, true)
      if (old && (isForeign(old) || (isShared && follows))) return writeInto(target, bytes, old)
      return putInPlace(target, bytes, old)
    })
  },
  readInput(name, data) {
    return trying('cannot be read', () => readAll(0, Number(text(data)), 1 << 16))
  },
  readBlock() {
    const buffer = Buffer.allocUnsafe(1 << 16)
    return buffer.subarray(0, readSome(0, buffer, 0))
  },
  resolve(name) {
    return inside(resolved(outside(name)))
  },
  linkTarget(name) {
    return inside(fs.readlinkSync(outside(name), {encoding: onWindows ? 'utf8' : 'buffer'}))
  },
  environment(name) {
    return process.env[text(name)] ?? ''
  },
  run(name, data) {
    const words = text(data).split('\0').slice(0, -1)
    const program = words[4].includes('/') ? words[4] : findProgram(words[4])
    const end = 4 + Number(words[3])
    const env = {}
    // Windows' programs do not start without SystemRoot.
    for (const inherited of ['PATH', 'HOME', ...(onWindows ? ['SystemRoot', 'USERPROFILE'] : [])]) {
      if (process.env[inherited] !== undefined) env[inherited] = process.env[inherited]
    }
    for (let i = end; i < words.length; i += 2) env[words[i]] = words[i + 1]
    const result = spawnSync(program, words.slice(5, end), {
      cwd: words[0] === '' ? undefined : String(outside(Buffer.from(words[0]))),
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: Number(words[1]),
      killSignal: 'SIGKILL',
      maxBuffer: Number(words[2]),
      windowsHide: true
    })
    const code = result.error?.code
    if (code === 'ETIMEDOUT') throw new Error(`${words[4]} took too long`)
    if (code === 'ENOBUFS') throw new Error(`${words[4]} wrote more than is read`)
    if (result.error) throw new Error(`${words[4]} cannot be started: ${texts[code] ?? result.error.message}`)
    if (result.signal) throw new Error(`${words[4]} was killed`)
    const head = Buffer.from(`${result.status}\0${result.stdout.length}\0`)
    return Buffer.concat([head, result.stdout, result.stderr.subarray(0, 16 << 10)])
  },
  clock(name) {
    const now = text(name) === 'real' ? BigInt(Date.now()) * 1000000n : process.hrtime.bigint()
    const answer = Buffer.alloc(8)
    answer.writeBigUInt64LE(now)
    return answer
  }
}

module.exports = {host}
