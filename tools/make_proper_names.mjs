// Makes rules/data/proper-names.yaml of awesome-lint's spelling rules (NOTICE names their licence):
//   node tools/make_proper_names.mjs node_modules/awesome-lint/lib/spell-check-rules.js >rules/data/proper-names.yaml
// src/rules/document_proper_names.cpp says how a row is read. What a pattern needs beyond that format stops this script.
import {resolve} from 'node:path'
import {pathToFileURL} from 'node:url'

// Ordinary words (and acronyms of something else) as well as names: a capital may be wrong.
const plainWords = new Set(
  ('android blockchain brackets canva cassandra chai cypress dao defi expo fedora git illustrator invision ionic jest ' +
    'nft perl playwright postman prisma puppeteer rollup scala selenium solidity swc vite zig').split(' '),
)

// Common nouns as well as names: meant if there is a capital, or where they are a link's text.
const nouns = new Set(['stack[ ]overflow'])

const rules = (await import(pathToFileURL(resolve(process.argv[2])))).default
const rows = new Map()

// 'mac\s?os' to 'mac[ ]os': what stands in brackets may be missing.
function words(source) {
  const key = source
    .replaceAll(/\\s\?/g, '[ ]')
    .replaceAll(/\\([.+#-])\?/g, '[$1]')
    .replaceAll('-?', '[-]')
    .replaceAll(/\\([.+#-])/g, '$1')
  if (/[\\()?^$]/.test(key.replaceAll(/\[.\]/g, ''))) throw new Error(`cannot read ${source}`)
  return key
}

const contexts = (source) => source.replaceAll(/\\s\+/g, ' ').replaceAll(/\\d/g, '#').replaceAll(/\\([.-])/g, '$1')

function add(key, value, condition) {
  const row = rows.get(key) ?? {value, conditions: []}
  if (row.value !== value) throw new Error(`${key} is two names`)
  if (condition) row.conditions.push(condition)
  rows.set(key, row)
}

for (const {test, value} of rules) {
  for (const one of [test].flat()) {
    if (typeof one === 'string') {
      add(one, value)
      continue
    }
    const {source} = one
    let m
    if ((m = /^\\b(.+?)\\b$/.exec(source)) && !/\(/.test(source)) add(words(m[1]), value)
    else if ((m = /^\\b(.+)\\b\(\?=\\s\+\(\?:(.+)\)\)$/.exec(source))) add(words(m[1]), value, `before ${contexts(m[2])}`)
    else if ((m = /^\(\?<=\\b(.+)\\s\+\)(.+)\\b$/.exec(source))) add(words(m[2]), value, `after ${contexts(m[1])}`)
    else if ((m = /^\^(\w+)\$$/.exec(source))) add(m[1], value, 'alone')
    else if ((m = /^\\b(.+?)\(\?!\\s\?(\w+)\)\\b$/.exec(source))) add(words(m[1]), value, `unless ${m[2]}`)
    else if ((m = /^\((\w+)\\s\?\)\?(.+)$/.exec(source))) {
      add(words(m[2]), value, 'inside')
      add(words(`${m[1]}\\s?${m[2]}`), value, 'inside')
    } else throw new Error(`cannot read ${source}`)
  }
}

console.log('# Names and how they are written. Made by tools/make_proper_names.mjs of the spelling rules of awesome-lint 2.3.0.')
console.log('# key: the name in lower case, [x] may be missing. tag: when it is this name; empty: always.')
for (const [key, {value, conditions}] of [...rows].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
  const before = conditions.filter((c) => c.startsWith('after ')).map((c) => c.slice('after '.length))
  const tag = conditions.filter((c) => !c.startsWith('after '))
  if (before.length > 0) tag.push(`after ${before.join('|')}`)
  if (plainWords.has(key)) tag.push('word')
  if (nouns.has(key)) tag.push('noun')
  const fields = [`key: ${JSON.stringify(key)}`, `value: ${JSON.stringify(value)}`]
  if (tag.length > 0) fields.push(`tag: ${JSON.stringify(tag.join('; '))}`)
  const why = plainWords.has(key) ? 'also an ordinary word' : nouns.has(key) ? 'also what happens to a stack' : tag.length > 0 ? 'a name in such places' : 'its own spelling'
  console.log(`- {${fields.join(', ')}, why: ${JSON.stringify(why)}}`)
}
