// What the page can ask for, as commands of awl.
import {linesOf} from '../line_endings.js'
import {compare} from './line_diff.js'
import {call} from './module.js'
import {positionsOf} from './positions.js'

/** @typedef {{text: string, config: string, profile: string}} Input */
/** @typedef {{from: number, to: number, text: string}} Edit */
/**
 * @typedef {object} Finding
 * @property {string} rule
 * @property {'error' | 'warning' | 'info'} severity
 * @property {string} message
 * @property {number} line as awl counts, like `column` and `offset`
 * @property {number} column
 * @property {number} offset
 * @property {number} from positions of the editor
 * @property {number} to
 * @property {{message: string, line: number, from: number}[]} related
 * @property {{title: string, applicability: 'safe' | 'unsafe' | 'display', edits: Edit[]} | null} fix
 */
/** @typedef {{line: number, column: number, severity: string, message: string}} ConfigProblem */

const path = 'readme.md'
const configPath = '.awl.yaml'
// More than a person reads, and what the page can still show at once.
const maxFindings = 1000

function run(words, {text, config, profile}) {
  // Half a surrogate pair is no text in UTF-8.
  const files = {[path]: text.toWellFormed?.() ?? text}
  const options = [...words]
  if (profile) options.push(`--profile=${profile}`)
  if (config.trim()) files[configPath] = config
  else options.push('--no-config')
  return call({arguments: [...options, '--', path], files})
}

/** @returns {ConfigProblem[]} */
function configProblems(errors) {
  const problems = []
  for (const line of errors.split('\n')) {
    const found = /^\.awl\.yaml:(\d+):(\d+): (error|warning): (.*)$/.exec(line)
    if (found) problems.push({line: Number(found[1]), column: Number(found[2]), severity: found[3], message: found[4]})
  }
  return problems
}

/** Why awl could not do its job, or ''. */
const failureOf = (answer) => (answer.status === 2 ? answer.errors.trim().replace(/^awl: /, '') || 'awl failed' : '')

function placed(found, text) {
  const offsets = new Set()
  for (const {start, end, related, fix} of found) {
    offsets.add(start.offset).add(end.offset)
    for (const one of related) if (one.start) offsets.add(one.start.offset)
    if (fix) for (const edit of fix.edits) offsets.add(edit.start).add(edit.end)
  }
  const crlf = linesOf(text).ending === '\r\n'
  const positions = positionsOf(text, [...offsets].sort((a, b) => a - b), crlf)
  const at = (offset) => positions.get(offset)
  return found.map(({rule, severity, message, start, end, related, fix}) => ({
    rule,
    severity,
    message,
    line: start.line,
    column: start.column,
    offset: start.offset,
    from: at(start.offset),
    to: at(end.offset),
    related: related
      .filter((one) => one.start && one.path === path)
      .map((one) => ({message: one.message, line: one.start.line, from: at(one.start.offset)})),
    fix: fix && {
      title: fix.title,
      applicability: fix.applicability,
      edits: fix.edits.map((edit) => ({from: at(edit.start), to: at(edit.end), text: edit.text}))
    }
  }))
}

function countsOf(found) {
  const counts = {error: 0, warning: 0, info: 0, safe: 0, unsafe: 0}
  for (const {severity, fix} of found) {
    counts[severity]++
    if (fix && fix.applicability !== 'display') counts[fix.applicability]++
  }
  return counts
}

export const commands = {
  /** @param {Input} input */
  check(input) {
    const answer = run(['check', '--format=json'], input)
    const problems = configProblems(answer.errors)
    const failure = failureOf(answer)
    if (failure) return {failure, problems, findings: [], counts: countsOf([]), hidden: 0}
    const found = JSON.parse(answer.output)
    return {
      failure,
      problems,
      findings: placed(found.slice(0, maxFindings), input.text),
      counts: countsOf(found),
      hidden: Math.max(found.length - maxFindings, 0)
    }
  },

  /** @param {Input & {unsafe: boolean}} input */
  fix(input) {
    const words = ['check', '--fix', '--format=json', ...(input.unsafe ? ['--unsafe-fixes'] : [])]
    return changed(run(words, input), input.text)
  },

  /** @param {Input} input */
  format: (input) => changed(run(['format'], input), input.text),

  /** What a text of its own would change. @param {{text: string, now: string}} input */
  compare: ({text, now}) => ({failure: '', text: now, ...compare(text, now)}),

  /** @param {{rule: string}} input */
  explain({rule}) {
    const answer = call({arguments: ['explain', '--color=never', '--', rule]})
    return {failure: failureOf(answer), page: answer.output}
  },

  version: () => ({failure: '', version: call({arguments: ['--version']}).output.trim()})
}

function changed(answer, text) {
  const failure = failureOf(answer)
  const now = failure ? text : answer.files[path] ?? text
  return {failure, text: now, ...compare(text, now)}
}
