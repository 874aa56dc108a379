// Compares `awl check --profile awesome-lint` with npm's awesome-lint, rule by rule, and measures what our fixes leave of
// its findings:
//   node tests/oracle/awesome_lint.mjs AWL [--no-fixes] [--show RULE] [FILE…]
// Two findings are the same if they stand in the same line of the same file and are of the same rule of awesome-lint. Its
// rules on the repository are off, since the files are in none. Differences that we want stand in
// awesome-lint-waivers.txt. The last two columns count the findings left after `awl check --fix` and with --unsafe-fixes.
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

// The findings of awesome-lint, as [line, rule, is an error, message].
async function theirFindings(path) {
  const value = readFileSync(path)
  const key = createHash('sha256').update(basename(path)).update('\0').update(value).digest('hex')
  const cache = process.env.AWL_ORACLE_CACHE && join(process.env.AWL_ORACLE_CACHE, `${key}.json`)
  if (cache && existsSync(cache)) return JSON.parse(readFileSync(cache))
  const file = new VFile({path, value})
  let found
  try {
    await remark().use(plugins).process(file)
    // The spelling is all that it warns of. Line 0: it gives no place.
    found = file.messages.map((m) => [m.place ? m.line : 0, m.ruleId, m.ruleId !== 'awesome-spell-check', m.reason])
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
  if (!rules.has(rule)) rules.set(rule, {theirs: 0, ours: 0, missed: 0, extra: 0, waived: 0, safe: 0, unsafe: 0, places: []})
  return rules.get(rule)
}
const errors = {before: 0, safe: 0, unsafe: 0}
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
  const before = found.filter(([, , isError]) => isError)
  errors.before += before.length
  for (const [kind, option] of [['safe', '--fix'], ['unsafe', '--unsafe-fixes']]) {
    const copy = join(scratch, kind, basename(path))
    mkdirSync(dirname(copy), {recursive: true})
    writeFileSync(copy, readFileSync(path))
    awl(binary, option === '--fix' ? ['--fix', copy] : ['--fix', option, copy])
    const left = (await theirFindings(copy)) ?? before
    errors[kind] += left.filter(([, , isError]) => isError).length
    for (const [, rule] of left) count(rule)[kind]++
  }
}
rmSync(scratch, {recursive: true})

const row = (cells) => console.log(cells.map((cell, i) => (i === 0 ? String(cell).padEnd(38) : String(cell).padStart(8))).join(''))
row(['rule', 'theirs', 'ours', 'missed', 'extra', 'waived', ...(fixes ? ['left', 'left-u'] : [])])
const total = {theirs: 0, ours: 0, missed: 0, extra: 0, waived: 0}
for (const [rule, of] of [...rules].sort((a, b) => b[1].theirs - a[1].theirs)) {
  row([rule, of.theirs, of.ours, of.missed, of.extra, of.waived, ...(fixes ? [of.safe, of.unsafe] : [])])
  for (const key of Object.keys(total)) total[key] += of[key]
  if (show === rule || show === 'all') for (const place of of.places) console.log(`  ${place}`)
}
row(['all', ...Object.values(total)])
const percent = (part, whole) => `${((100 * part) / Math.max(whole, 1)).toFixed(1)} %`
if (fixes)
  console.log(
    `errors of awesome-lint: ${errors.before}; ${percent(errors.before - errors.safe, errors.before)} gone after --fix, ` +
      `${percent(errors.before - errors.unsafe, errors.before)} after --fix --unsafe-fixes`,
  )
console.log(
  `${compared} files: ${total.missed} of ${total.theirs} findings missed (${percent(total.missed, total.theirs)}), ` +
    `${total.extra} of ${total.ours} extra (${percent(total.extra, total.ours)})`,
)
const bad = total.missed > tolerated * total.theirs || total.extra > tolerated * Math.max(total.ours, 1)
process.exit(bad || compared === 0 ? 1 : 0)
