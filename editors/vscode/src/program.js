// Which awl is on this computer.
'use strict'
const {execFile} = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const {promisify} = require('node:util')

const runFile = promisify(execFile)
const program = process.platform === 'win32' ? 'awl.exe' : 'awl'

// What the setting awl.path names; `folder` may be undefined.
function configured(setting, folder) {
  const whole = setting.trim().replace(/^~(?=[/\\])/, os.homedir())
  return folder === undefined ? whole : whole.replace('${workspaceFolder}', folder)
}

// Programs that may be awl, the most wanted first: those in node_modules of the folders, then those on the PATH.
function* candidates(folders, searchPath) {
  const package_ = `awl-lint-${process.platform}-${process.arch}`
  for (const folder of folders) yield path.join(folder, 'node_modules', package_, 'bin', program)
  for (const folder of searchPath.split(path.delimiter)) {
    if (path.isAbsolute(folder)) yield path.join(folder, program)
  }
}

// There are others of this name.
async function isAwl(file) {
  try {
    const {stdout} = await runFile(file, ['--version'], {timeout: 5000})
    return /^awl \d+\./.test(stdout)
  } catch {
    return false
  }
}

// undefined where there is none.
async function findAwl(folders, searchPath = process.env.PATH ?? '') {
  for (const file of candidates(folders, searchPath)) {
    if (fs.existsSync(file) && (await isAwl(file))) return file
  }
  return undefined
}

module.exports = {configured, findAwl, isAwl, runFile}
