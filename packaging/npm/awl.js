#!/usr/bin/env node
// Starts the awl of the platform's own package.
'use strict'
const {spawn} = require('node:child_process')
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
// A terminal sends its signals to both; others send them to this process only. Caught before awl starts, so that no
// signal finds this process without a handler while awl already runs; handlers run only after `child` has its value.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
const child = spawn(binary, process.argv.slice(2), {stdio: 'inherit'})
child.on('error', (error) => {
  console.error(`awl: ${binary}: ${error.message}`)
  process.exitCode = 2
})
child.on('exit', (status, signal) => {
  process.exitCode = signal ? 128 + constants.signals[signal] : status
})
