// awl for programs: lists are texts, nothing is read or written. See index.d.ts.
'use strict'
const {load} = require('./load.js')
const {instantiate} = require('./module.js')
const {version} = require('./package.json')

let module_
let instance

// Runs a command over one file and its config; throws what kept awl from its job.
function call(words, text, {path = 'readme.md', config, profile} = {}) {
  const files = {[path]: String(text)}
  const options = [...words]
  if (profile !== undefined) options.push(`--profile=${profile}`)
  if (config === undefined) options.push('--no-config')
  else files['.awl.yaml'] = typeof config === 'string' ? config : JSON.stringify(config)
  const answer = run({arguments: [...options, '--', path], files})
  return {...answer, text: answer.files[path] ?? String(text)}
}

function run(request) {
  module_ ??= load()
  instance ??= instantiate(module_)
  let answer
  try {
    answer = instance.call(request)
  } catch (error) {
    // What went wrong may have left anything in its memory.
    instance = undefined
    throw error
  }
  if (answer.status === 2) throw new Error(answer.errors.trim().replace(/^awl: /, ''))
  return answer
}

function check(text, options) {
  return JSON.parse(call(['check', '--format=json'], text, options).output)
}

function fix(text, options = {}) {
  const words = ['check', '--fix', '--format=json', ...(options.unsafe ? ['--unsafe-fixes'] : [])]
  const answer = call(words, text, options)
  return {text: answer.text, findings: JSON.parse(answer.output)}
}

function format(text, options) {
  return call(['format'], text, options).text
}

function rules() {
  return JSON.parse(run({arguments: ['rules', '--format=json']}).output)
}

module.exports = {check, fix, format, rules, version}
