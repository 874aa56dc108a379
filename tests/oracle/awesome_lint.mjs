// Compares `awl check --profile awesome-lint` with npm's awesome-lint, rule by rule, and measures what our fixes leave of
// its findings:
//   node tests/oracle/awesome_lint.mjs AWL [--no-fixes] [--show RULE] [FILE…]
// Two findings are the same if they stand in the same line of the same file and are of the same rule of awesome-lint. Its
// rules on the repository are off, since the files are in none. Differences that we want stand in
// awesome-lint-waivers.txt. The second table is the fix report: awesome-lint's errors before and after `awl check --fix`,
// without and with --unsafe-fixes; in a row "(safe)" only those that can be put right without a decision of the list's
// owner (function canBeSafe).
// $AWL_ORACLE_CACHE may name a folder that keeps awesome-lint's answers, which take minutes.
import {spawnSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {basename, dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import config from 'awesome-lint/config.js'
import {remark} from 'remark'
import {VFile} from 'vfile'

const repositoryRules = new Set(['awesome-github', 'awesome-contributing', 'awesome-code-of-conduct'])
const tolerated = 0.01

const nameOf = (plugin) => plugin?.name?.replace(/^remark-lint:/, '')
const plugins = config.filter((entry) => !repositoryRules.has(nameOf(Array.isArray(entry) ? entry[0] : entry)))

// The rules whose every finding has a mechanical cure that leaves what readers see.
const safeRules = new Set(
  `blockquote-indentation checkbox-character-style checkbox-content-indent code-block-style definition-case
  definition-spacing emphasis-marker fenced-code-marker final-newline hard-break-spaces heading-style link-title-style
  list-item-bullet-indent list-item-indent no-blockquote-without-marker no-heading-content-indent no-heading-indent
  no-shell-dollars no-table-indentation no-undefined-references no-unneeded-full-reference-image
  no-unneeded-full-reference-link ordered-list-marker-style ordered-list-marker-value rule-style strong-marker
  table-cell-padding table-pipe-alignment table-pipes unordered-list-marker-style`.split(/\s+/),
)

// True if the section of the contents heading holds one list and nothing else: it can be written anew.
function holdsOnlyAList(tree, line) {
  const from = tree.children.findIndex(
    (node) => node.type === 'heading' && node.depth === 2 && node.position.start.line <= line && /^contents/i.test(node.children[0]?.value ?? ''),
  )
  if (from < 0) return false
  const length = tree.children.slice(from + 1).findIndex((node) => node.type === 'heading')
  return length === 1 && tree.children[from + 1].type === 'list'
}

function canBeSafe(message, tree, text) {
  if (safeRules.has(message.ruleId)) return true
  const start = message.place?.start?.offset ?? message.place?.offset ?? 0
  const end = message.place?.end?.offset ?? start
  if (message.ruleId === 'awesome-badge') return /Invalid badge source/.test(message.reason)
  if (message.ruleId === 'awesome-toc') return holdsOnlyAList(tree, message.line)
  if (message.ruleId !== 'awesome-list-item') return false
  if (/followed by a space|invalid whitespace/.test(message.reason)) return true
  if (/en-dash or em-dash/.test(message.reason)) return /^\s*[–—]/.test(text.slice(start, end))
  if (/separated with a dash/.test(message.reason)) return /^\s*[:：]/.test(text.slice(start, end))
  return /proper punctuation/.test(message.reason) && /[\p{L}\p{N}]\s*$/u.test(text.slice(start, end))
}

// The findings of awesome-lint, as [line, rule, is an error, message, can be put right safely].
async function theirFindings(path) {
  const value = readFileSync(path)
  const key = createHash('sha256').update('2').update(basename(path)).update('\0').update(value).digest('hex')
  const cache = process.env.AWL_ORACLE_CACHE && join(process.env.AWL_ORACLE_CACHE, `${key}.json`)
  if (cache && existsSync(cache)) return JSON.parse(readFileSync(cache))
  const file = new VFile({path, value})
  let found
  try {
    const processor = remark().use(plugins)
    const tree = processor.parse(file)
    await processor.run(tree, file)
    // The spelling is all that it warns of. Line 0: it gives no place.
    const text = value.toString()
    found = file.messages.map((m) => [
      m.place ? m.line : 0,
      m.ruleId,
      m.ruleId !== 'awesome-spell-check',
      m.reason,
      canBeSafe(m, tree, text),
    ])
  } catch (error) {
    console.log(`${basename(path)}: awesome-lint fails: ${error.message}`)
    return undefined
  }
  if (cache) {
    mkdirSync(dirname(cache), {recursive: true})
    writeFileSync(cache, JSON.stringify(found))
  }
  return found
}

function awl(binary, args) {
  const run = spawnSync(binary, ['check', '--no-config', '--profile', 'awesome-lint', ...args], {maxBuffer: 2 ** 31 - 1})
  if (run.status === null || run.status > 1)
    console.log(`awl ${args[0]}: ${run.signal ?? run.status}: ${run.stderr.toString().slice(0, 400)}`)
  return run.stdout.toString()
}

// "PATTERN RULE: REASON"; in a pattern * stands for anything.
function waivers() {
  const here = dirname(fileURLToPath(import.meta.url))
  const lines = readFileSync(join(here, 'awesome-lint-waivers.txt'), 'utf8').split('\n')
  return lines
    .map((line) => /^([^#\s]\S*) (\S+): (.+)$/.exec(line))
    .filter(Boolean)
    .map(([, pattern, rule]) => {
      const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      return {pattern: new RegExp(`^${parts.join('.*')}$`), rule}
    })
}

const args = process.argv.slice(2)
const binary = args.shift()
let fixes = true
let show
const files = []
while (args.length > 0) {
  const arg = args.shift()
  if (arg === '--no-fixes') fixes = false
  else if (arg === '--show') show = args.shift()
  else files.push(arg)
}

const known = waivers()
const isWaived = (path, rule) =>
  known.some((waiver) => waiver.rule === rule && waiver.pattern.test(basename(path)))

const ours = new Map(files.map((path) => [path, new Map()]))
for (const found of JSON.parse(awl(binary, ['--format', 'json', ...files]))) {
  if (!found.peer || found.caused_by || repositoryRules.has(found.peer)) continue
  ours.get(found.path)?.set(`${found.start.line} ${found.peer}`, found.message)
}

const rules = new Map()
const count = (rule) => {
  if (!rules.has(rule)) rules.set(rule, {theirs: 0, ours: 0, missed: 0, extra: 0, waived: 0, places: []})
  return rules.get(rule)
}
// The errors of each rule, and of "all", as [all, those that can be put right safely].
const errors = new Map()
const tally = (when, found) => {
  for (const [, rule, isError, , safe] of found) {
    if (!isError) continue
    for (const name of [rule, 'all']) {
      if (!errors.has(name)) errors.set(name, {before: [0, 0], safe: [0, 0], unsafe: [0, 0]})
      errors.get(name)[when][0]++
      if (safe) errors.get(name)[when][1]++
    }
  }
}
const scratch = mkdtempSync(join(tmpdir(), 'awl-awesome-lint-'))
let compared = 0
for (const path of files) {
  const found = await theirFindings(path)
  if (!found) continue
  compared++
  const theirs = new Map(found.map(([line, rule, , message]) => [`${line} ${rule}`, message]))
  // What it gives no place for is any place of ours that it does not give.
  for (const [line, rule, , message] of found.filter(([line]) => line === 0)) {
    const place = [...ours.get(path).keys()].find((key) => key.split(' ')[1] === rule && !theirs.has(key))
    if (!place) continue
    theirs.delete(`${line} ${rule}`)
    theirs.set(place, message)
  }
  const all = new Map([...theirs, ...ours.get(path)])
  for (const [key, message] of all) {
    const [line, rule] = key.split(' ')
    const of = count(rule)
    const us = ours.get(path).has(key)
    if (theirs.has(key)) of.theirs++
    if (us) of.ours++
    if (us && theirs.has(key)) continue
    if (isWaived(path, rule)) {
      of.waived++
      continue
    }
    of[us ? 'extra' : 'missed']++
    of.places.push(`${us ? '+' : '-'} ${basename(path)}:${line} ${message}`)
  }
  if (!fixes) continue
  tally('before', found)
  for (const [kind, option] of [['safe', '--fix'], ['unsafe', '--unsafe-fixes']]) {
    const copy = join(scratch, kind, basename(path))
    mkdirSync(dirname(copy), {recursive: true})
    writeFileSync(copy, readFileSync(path))
    awl(binary, option === '--fix' ? ['--fix', copy] : ['--fix', option, copy])
    tally(kind, (await theirFindings(copy)) ?? found)
  }
}
rmSync(scratch, {recursive: true})

const row = (cells) => console.log(cells.map((cell, i) => (i === 0 ? String(cell).padEnd(38) : String(cell).padStart(9))).join(''))
row(['rule', 'theirs', 'ours', 'missed', 'extra', 'waived'])
const total = {theirs: 0, ours: 0, missed: 0, extra: 0, waived: 0}
for (const [rule, of] of [...rules].sort((a, b) => b[1].theirs - a[1].theirs)) {
  row([rule, of.theirs, of.ours, of.missed, of.extra, of.waived])
  for (const key of Object.keys(total)) total[key] += of[key]
  if (show === rule || show === 'all') for (const place of of.places) console.log(`  ${place}`)
}
row(['all', ...Object.values(total)])
const percent = (part, whole) => `${((100 * part) / Math.max(whole, 1)).toFixed(1)} %`
if (fixes) {
  console.log()
  row(['errors of awesome-lint', 'before', '--fix', 'gone', '--unsafe', 'gone'])
  const line = (name, of, i) =>
    row([
      name,
      of.before[i],
      of.safe[i],
      percent(of.before[i] - of.safe[i], of.before[i]),
      of.unsafe[i],
      percent(of.before[i] - of.unsafe[i], of.before[i]),
    ])
  for (const [rule, of] of [...errors].sort((a, b) => b[1].before[0] - a[1].before[0])) {
    line(rule, of, 0)
    if (of.before[1] > 0) line('  (safe)', of, 1)
  }
  console.log()
}
console.log(
  `${compared} files: ${total.missed} of ${total.theirs} findings missed (${percent(total.missed, total.theirs)}), ` +
    `${total.extra} of ${total.ours} extra (${percent(total.extra, total.ours)})`,
)
const bad = total.missed > tolerated * total.theirs || total.extra > tolerated * Math.max(total.ours, 1)
process.exit(bad || compared === 0 ? 1 : 0)
