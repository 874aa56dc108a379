// Compares what `awl entries` prints with remark's tree: node tests/oracle/entries.mjs AWL FILE…
// Both ways: each item and row that begins with a link out of the file is one record, with the name and the address that
// remark reads there, and each record that begins with its link is one of them. Differences must be as many as
// entries-known.txt says.
import {spawnSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import {fromMarkdown} from 'mdast-util-from-markdown'
import {frontmatterFromMarkdown} from 'mdast-util-frontmatter'
import {gfmFromMarkdown} from 'mdast-util-gfm'
import {toString} from 'mdast-util-to-string'
import {frontmatter} from 'micromark-extension-frontmatter'
import {gfm} from 'micromark-extension-gfm'

const [awl, ...files] = process.argv.slice(2)
const folder = dirname(new URL(import.meta.url).pathname)

function parse(text) {
  return fromMarkdown(text, {
    extensions: [gfm(), frontmatter(['yaml'])],
    mdastExtensions: [gfmFromMarkdown(), frontmatterFromMarkdown(['yaml'])],
  })
}

const oneLine = (text) => text.replace(/\s+/g, ' ').trim()

// The link that a paragraph or cell begins with, inside emphasis or not; undefined if it begins with
// something else, or if the link is to a place in the file or has no text.
function firstLink(node, definitions) {
  let at = node
  while (at && ['paragraph', 'tableCell', 'strong', 'emphasis'].includes(at.type)) {
    at = at.children.find((child) => child.type !== 'text' || child.value.trim() !== '')
  }
  if (at?.type !== 'link' && at?.type !== 'linkReference') return undefined
  const url = at.type === 'link' ? at.url : definitions.get(at.identifier)
  const name = oneLine(toString(at, {includeImageAlt: false, includeHtml: false}))
  if (!url || url.startsWith('#') || name === '') return undefined
  return {line: at.position.start.line, name, url}
}

function remarkEntries(text) {
  const tree = parse(text)
  const definitions = new Map()
  const found = []
  const collect = (node) => {
    if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node.url)
    for (const child of node.children ?? []) collect(child)
  }
  collect(tree)
  const visit = (node) => {
    let link
    if (node.type === 'listItem' && node.children[0]?.type === 'paragraph') link = firstLink(node.children[0], definitions)
    if (node.type === 'tableRow' && node.children.length > 0) link = firstLink(node.children[0], definitions)
    if (link) found.push(link)
    const children = node.type === 'table' ? node.children.slice(1) : (node.children ?? [])
    for (const child of children) visit(child)
  }
  visit(tree)
  return found
}

function awlEntries(file) {
  const run = spawnSync(awl, ['entries', '--no-config', '--columns', 'line,form,name,url,canonical_url', file], {
    encoding: 'utf8', maxBuffer: 1 << 30,
  })
  if (run.status !== 0) throw new Error(`${file}: ${run.stderr}`)
  return run.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line))
}

// Both sides without the escapes and references that the address is written with.
const plain = (url) => url.replace(/\\([!-/:-@[-`{-~])/g, '$1').replaceAll('&amp;', '&')

// "PATH COUNT: why"
const known = new Map(
  readFileSync(join(folder, 'entries-known.txt'), 'utf8').split('\n')
    .map((line) => /^(\S+) (\d+): /.exec(line)).filter(Boolean).map(([, path, count]) => [path, Number(count)]))

let entries = 0
let failed = 0
for (const file of files) {
  const text = readFileSync(file, 'utf8')
  const records = awlEntries(file)
  const byPlace = new Map(records.map((record) => [`${record.line} ${oneLine(record.name)}`, record]))
  const wrong = []
  for (const {line, name, url} of remarkEntries(text)) {
    entries++
    const place = `${line} ${name}`
    const record = byPlace.get(place)
    if (!record) wrong.push(`line ${line}: no record of "${name}"`)
    else if (plain(record.url) !== url) wrong.push(`line ${line}: ${record.url} is ${url} to remark`)
    byPlace.delete(place)
  }
  for (const [place, {form, canonical_url: key}] of byPlace) {
    if (key !== '' && ['link-first', 'strong-link'].includes(form)) wrong.push(`${form} to awl alone: ${place}`)
  }
  if (wrong.length === (known.get(`${basename(dirname(file))}/${basename(file)}`) ?? 0)) continue
  failed++
  console.log(`${file}: ${wrong.length} differences`)
  for (const line of wrong.slice(0, 8)) console.log(`  ${line}`)
}
console.log(`${entries} entries of ${files.length} files, ${failed} files differ`)
process.exit(failed > 0 ? 1 : 0)
