// What the structure check lets pass as a change of layout must look the same by cmark-gfm, GitHub's renderer. Excerpts of
// lists and of CommonMark's examples, changed at random.
//   node tests/oracle/mutations.mjs BUILD_DIR [--seed N] [FILE…]
import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {examples} from './examples.mjs'

const [build, ...files] = process.argv.slice(2)
const seed = files[0] === '--seed' ? files.splice(0, 2)[1] : '1'
const work = mkdtempSync(join(tmpdir(), 'awl-mutations-'))
const extensions = ['table', 'strikethrough', 'autolink', 'tasklist', 'footnotes'].flatMap((name) => ['-e', name])

// The HTML without white space that a browser does not show, without comments, and with tags spelt one way.
const block = '(?:p|ul|ol|li|h\\d|blockquote|table|thead|tbody|tr|td|th|hr|br)'
const inline = '(?:a|em|strong|code|del)'
function look(markdown) {
  const html = spawnSync('cmark-gfm', ['--unsafe', ...extensions], {input: markdown}).stdout.toString()
  return html
    .replace(/<!--[^]*?(?:-->|$)/g, '')
    .split(/(<pre><code[^]*?<\/pre>)/)
    .map((part, i) => i % 2 ? part : part
      .replace(/\s+/g, ' ')
      .replace(/ ?\/?>/g, '>')
      .replace(/ ?= ?/g, '=')
      .replace(new RegExp(`((?:<${inline}\\b[^>]*>)+) `, 'g'), ' $1')
      .replace(new RegExp(` ((?:</${inline}>)+)`, 'g'), '$1 ')
      .replace(new RegExp(` *(</?${block}\\b[^>]*>) *`, 'g'), '$1')
      .replace(/ +/g, ' '))
    .join('')
    .trim()
}

// cmark-gfm is of CommonMark 0.29, by which a comment holds no "--"; GitHub's site is newer. Tags over several lines of a
// block quote, white space in <pre>, and indented code that begins within a tab, are not looked into.
const isOutOfScope = (text) => /<!--[^]*?--[^>]/.test(text) || /<!--+>/.test(text) || /^ *>.*<[^>]*\n/m.test(text) || /<\/?pre/.test(text) ||
  /^[ >\-+*\d.)]*\t/m.test(text)

let made = 0
let passed = 0
const wrong = []
function run(perFile, names) {
  const out = spawnSync(join(build, 'awl_eval_mutations'), [seed, String(perFile), '-'], {
    input: names.join('\n'), maxBuffer: 2 ** 30,
  }).stdout.toString().trimEnd().split('\n')
  made += Number(out.pop())
  for (const line of out) {
    const {before, after} = JSON.parse(line)
    passed++
    if (isOutOfScope(before) || isOutOfScope(after)) continue
    if (look(before) !== look(after)) wrong.push({before, after})
  }
}

try {
  const names = []
  for (const [name, text] of examples()) {
    names.push(join(work, name))
    writeFileSync(names.at(-1), text)
  }
  run(8, names)
  if (files.length > 0) run(200, files)
} finally {
  rmSync(work, {recursive: true})
}
for (const {before, after} of wrong.slice(0, 20)) {
  console.log(`---- passes, but looks different\n${JSON.stringify(before)}\n${JSON.stringify(after)}\n${look(before)}\n${look(after)}`)
}
console.log(`${made} changes, ${passed} pass as layout, ${wrong.length} of them look different`)
process.exit(wrong.length === 0 && passed > 0 ? 0 : 1)
