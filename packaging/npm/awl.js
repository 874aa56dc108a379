#!/usr/bin/env node
// Starts the awl of the platform's own package, or where there is none, the WebAssembly module. Every node can read this
// file, so that one that is too old is told so.
'use strict'

function fail(message) {
  console.error('awl: ' + message)
  process.exit(2)
}

function nativeProgram() {
  try {
    return require.resolve('awl-lint-' + process.platform + '-' + process.arch + '/bin/awl')
  } catch (error) {
    return ''
  }
}

function start(program) {
  const spawn = require('child_process').spawn
  const signals = require('os').constants.signals
  // A terminal sends its signals to both; others send them to this process only. Caught before awl starts, so that no
  // signal finds this process without a handler while awl already runs; handlers run only after `child` has its value.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  const child = spawn(program, process.argv.slice(2), {stdio: 'inherit'})
  child.on('error', (error) => {
    console.error('awl: ' + program + ': ' + error.message)
    process.exitCode = 2
  })
  child.on('exit', (status, signal) => {
    process.exitCode = signal ? 128 + signals[signal] : status
  })
}

const program = nativeProgram()
if (program) {
  start(program)
} else if (parseInt(process.versions.node) < 18) {
  fail('node ' + process.versions.node + ' is too old: use node 18 or newer')
} else {
  process.exitCode = require('./command.js').run(process.argv.slice(2))
}
