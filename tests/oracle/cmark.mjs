// Compares our tree with that of cmark-gfm, GitHub's renderer: kinds, nesting, heading levels and
// texts, list types, destinations. (It tells no ranges of inlines; remark.mjs compares those.)
//   node tests/oracle/cmark.mjs BUILD_DIR [--show NAME|all] [FILE…]
import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {basename, dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {examples} from './examples.mjs'

const cmark = ['table', 'strikethrough', 'autolink', 'tasklist', 'footnotes'].flatMap((name) => ['-e', name])
const entities = {amp: '&', lt: '<', gt: '>', quot: '"'}
const decode = (text) => text.replace(/&(amp|lt|gt|quot);/g, (_, name) => entities[name])

// A tree as lines: depth and what the node is. `inlineText` counts as text of the heading at hand.
class Lines {
  out = []
  add(depth, line) {
    // Neighbouring texts are one.
    if (line === 'text' && this.out.at(-1) === `${depth} text`) return
    this.out.push(`${depth} ${line}`)
  }
  // Cells that a short row lacks.
  endRow() {
    while (/^\d+ tableCell$/.test(this.out.at(-1))) this.out.pop()
  }
}

function cmarkLines(bytes) {
  const run = spawnSync('cmark-gfm', ['--unsafe', '-t', 'xml', ...cmark], {input: bytes, maxBuffer: 2 ** 30})
  const lines = new Lines()
  let depth = 0
  let skipped = 0 // depth inside what is not compared
  let heading = -1
  let headingText = ''
  const kinds = {
    block_quote: 'blockquote', code_block: 'code', html_block: 'html', thematic_break: 'thematicBreak',
    emph: 'emphasis', strikethrough: 'delete', code: 'inlineCode', html_inline: 'html',
    linebreak: 'break', table_row: 'tableRow', table_header: 'tableRow', table_cell: 'tableCell',
    footnote_reference: 'footnoteReference', item: 'listItem', taskitem: 'listItem', tasklist: 'listItem', softbreak: 'text',
  }
  for (const match of run.stdout.toString().matchAll(/<(\/?)([a-z_]+)([^>]*?)(\/?)>([^<]*)/g)) {
    const [, closing, tag, attributes, empty, content] = match
    if (tag === 'document' || tag === 'xml') continue
    if (closing) {
      if (['text', 'code', 'html_block', 'html_inline', 'code_block'].includes(tag)) continue
      depth--
      if (skipped > 0) {
        if (depth < skipped) skipped = 0
        continue
      }
      if (tag === 'heading') {
        lines.out[heading] += ` ${JSON.stringify(headingText)}`
        heading = -1
      }
      if (tag === 'table_row' || tag === 'table_header') lines.endRow()
      continue
    }
    const raw = ['text', 'code', 'html_block', 'html_inline', 'code_block'].includes(tag)
    if (skipped > 0) {
      if (!raw && !empty) depth++
      continue
    }
    const attribute = (name) => {
      const found = new RegExp(` ${name}="([^"]*)"`).exec(attributes)
      return found && decode(found[1])
    }
    let line = kinds[tag] ?? tag
    if (tag === 'heading') line += ` ${attribute('level')}`
    if (tag === 'list') {
      const type = attribute('type')
      line += ` ${type === 'ordered' ? attribute('start') : type} ${attribute('tight')}`
    }
    if (tag === 'link' || tag === 'image') line += ` ${attribute('destination')}`
    if (tag === 'footnote_definition') {
      skipped = depth + 1
      depth++
      continue
    }
    // Placed by cmark-gfm even where there is no text.
    if (tag === 'text' && content === '') continue
    lines.add(depth, line)
    if (heading >= 0 && (tag === 'text' || tag === 'code')) headingText += decode(content)
    if (heading >= 0 && (tag === 'softbreak' || tag === 'linebreak')) headingText += ' '
    if (tag === 'heading') {
      heading = lines.out.length - 1
      headingText = ''
    }
    if (tag === 'image') skipped = depth + 1
    if (!raw && !empty) depth++
    if (tag === 'heading' && empty) {
      lines.out[heading] += ' ""'
      heading = -1
    }
    if (tag === 'image' && empty) skipped = 0
  }
  return lines.out
}

function awlLines(dump) {
  const lines = new Lines()
  const depths = [-1]
  const dropped = [false]
  let row = false
  dump.nodes.forEach((node, i) => {
    if (i === 0) return
    depths[i] = depths[node.parent] + 1
    dropped[i] = dropped[node.parent] || ['footnoteDefinition', 'definition', 'yaml'].includes(node.kind)
    if (dropped[i]) return
    if (row && depths[i] <= depths[row]) {
      lines.endRow()
      row = 0
    }
    let line = node.kind.replace('Reference', '')
    if (node.kind === 'footnoteReference') line = node.kind
    if (node.kind === 'heading') line += ` ${node.depth} ${JSON.stringify(node.text)}`
    if (node.kind === 'list') line += ` ${node.ordered ? node.first : 'bullet'} ${node.tight}`
    if (line === 'link' || line === 'image') line += ` ${node.url}`
    if (node.kind === 'tableRow') row = i
    lines.add(depths[i], line)
  })
  if (row) lines.endRow()
  return lines.out
}

const [build, ...rest] = process.argv.slice(2)
let show
if (rest[0] === '--show') show = rest.splice(0, 2)[1]
const inputs = []
for (const [name, text] of examples()) inputs.push([name, Buffer.from(text)])
for (const file of rest) {
  // Front matter is GitHub's, not cmark-gfm's.
  const bytes = readFileSync(file).toString().replace(/^\uFEFF?---\n[^]*?\n---\n/, '')
  inputs.push([join(basename(dirname(file)), basename(file)), Buffer.from(bytes)])
}
const folder = mkdtempSync(join(tmpdir(), 'awl-cmark-'))
const paths = inputs.map(([, bytes], i) => {
  const path = join(folder, `${i}.md`)
  writeFileSync(path, bytes)
  return path
})
const run = spawnSync(join(build, 'awl_eval_dump'), ['-'], {input: paths.join('\n') + '\n', maxBuffer: 2 ** 31 - 1})
rmSync(folder, {recursive: true})
if (run.status !== 0) throw new Error(`awl_eval_dump: ${run.signal ?? run.status}`)
const dumps = run.stdout.toString().trimEnd().split('\n')

// "NAME: cause" as in remark-known.txt.
const known = new Map()
const here = dirname(fileURLToPath(import.meta.url))
for (const line of readFileSync(join(here, 'cmark-known.txt'), 'utf8').split('\n')) {
  const colon = line.indexOf(': ')
  if (!line.startsWith('#') && colon > 0) known.set(line.slice(0, colon), line.slice(colon + 2))
}
const isKnown = (name) => known.has(name) || known.has(name.replace(/^(spec-\d+)(-.*)?$/, '$1-*'))

let nodes = 0
const wrong = []
inputs.forEach(([name, bytes], i) => {
  const ours = awlLines(JSON.parse(dumps[i]))
  const theirs = cmarkLines(bytes)
  nodes += theirs.length
  if (ours.join('\n') === theirs.join('\n') || isKnown(name)) return
  wrong.push(name)
  if (show === undefined ? wrong.length > 20 : show !== 'all' && !name.startsWith(show)) return
  console.log(name, bytes.length < 400 ? JSON.stringify(bytes.toString()) : '')
  let first = 0
  while (ours[first] === theirs[first]) first++
  let end = 1
  while (ours.at(-end) === theirs.at(-end) && end < Math.min(ours.length, theirs.length) - first) end++
  for (const line of ours.slice(Math.max(first - 3, 0), ours.length - end + 1).slice(0, 16)) console.log('  +', line)
  for (const line of theirs.slice(Math.max(first - 3, 0), theirs.length - end + 1).slice(0, 16)) console.log('  -', line)
})
if (wrong.length > 20) console.log(wrong.join(' '))
console.log(`${inputs.length} inputs, ${nodes} nodes, ${known.size} known differences, ${wrong.length} others`)
process.exit(wrong.length > 0 ? 1 : 0)
