// The page against the native program, on lists: what they find, fix and format.
import {execFileSync} from 'node:child_process'
import {mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {check, equal} from './check.mjs'

const root = path.resolve(import.meta.dirname, '../..')
const maxLists = 20

const maxFindings = 1000

/** Twenty lists of the corpus, spread over it, or the project's own; and a damaged one, which needs tables. */
function lists() {
  const corpus = process.env.AWL_CORPUS
  if (!corpus) console.log('NO CORPUS: compared on the fixtures only. Set AWL_CORPUS to a folder of lists.')
  const all = readdirSync(corpus ?? path.join(root, 'fixtures/lists'), {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
  const step = Math.max(all.length / maxLists, 1)
  const some = Array.from({length: Math.min(maxLists, all.length)}, (_, i) => all[Math.floor(i * step)])
  return [...some, path.join(root, 'site/examples/damaged.md')]
}

/** Runs awl on a text; gives what it prints, and the text then. */
function program(text, words) {
  const folder = mkdtempSync(path.join(tmpdir(), 'awl-site-'))
  const file = path.join(folder, 'readme.md')
  writeFileSync(file, text)
  let output
  try {
    output = execFileSync(process.env.AWL, [...words, '--no-config', 'readme.md'], {cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore']})
  } catch (error) {
    // There are findings.
    if (error.status !== 1) throw error
    output = error.stdout
  }
  const now = readFileSync(file, 'utf8')
  rmSync(folder, {recursive: true})
  return {output, text: now}
}

const asShown = ({severity, start, message, rule, fix}) => ({
  severity,
  place: String(start.line),
  column: `column ${start.column}`,
  message,
  rule,
  fix: fix && fix.applicability !== 'display' ? `${fix.applicability === 'safe' ? 'Fix' : 'Fix (unsafe)'} ${fix.title}` : ''
})

async function applied(page, button) {
  await page.hideToast()
  await page.$(button).click()
  const which = await Promise.race([
    page.$('#preview[open]').waitFor().then(() => 'preview'),
    page.$('#toast.is-shown', {hasText: 'Nothing to change'}).waitFor().then(() => 'nothing')
  ])
  if (which === 'preview') await page.apply()
  const text = await page.text()
  if (which === 'preview') {
    await page.editor.focus()
    await page.key('Control+z')
    await page.checked()
  }
  return text
}

export async function compareWithProgram(page) {
  const all = lists()
  check('there are lists', all.length > 0)
  for (const file of all) {
    const name = path.basename(file)
    const text = readFileSync(file, 'utf8')
    await page.paste(text)
    const first = await page.text()
    if (first !== text) {
      equal(`${name}: the text`, first.length, text.length)
      continue
    }
    const found = JSON.parse(program(text, ['check', '--format=json']).output).map(asShown)
    equal(`${name}: findings`, await page.findings(), found.slice(0, maxFindings))
    const counted = (await page.$('#summary').innerText()).match(/[\d,]+/g) ?? []
    equal(`${name}: how many`, counted.reduce((sum, count) => sum + Number(count.replaceAll(',', '')), 0), found.length)
    for (const [button, words] of [
      ['#fix-safe', ['check', '--fix']],
      ['#fix-all', ['check', '--fix', '--unsafe-fixes']],
      ['#format', ['format']]
    ]) {
      const got = await applied(page, button)
      const want = program(text, words).text
      check(`${name}: ${words.join(' ')}`, got === want, `${got.length} characters, want ${want.length}`)
    }
    equal(`${name}: undone`, (await page.text()) === text, true)
  }
}
