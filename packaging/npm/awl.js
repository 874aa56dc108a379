#!/usr/bin/env node
// Starts the awl of the platform's own package.
'use strict'
const {spawnSync} = require('node:child_process')
const {constants} = require('node:os')

const name = `awl-lint-${process.platform}-${process.arch}`
let binary
try {
  binary = require.resolve(`${name}/bin/awl`)
} catch {
  console.error(
    `awl: the package ${name} is not there. It holds the program for this platform and comes with awl-lint as an ` +
      'optional dependency: install without --omit=optional; if npm has no such package, build awl from its source.'
  )
  process.exit(2)
}
const {status, signal, error} = spawnSync(binary, process.argv.slice(2), {stdio: 'inherit'})
if (error) {
  console.error(`awl: ${binary}: ${error.message}`)
  process.exit(2)
}
process.exit(signal ? 128 + constants.signals[signal] : status)
