// Compares our tree with remark's, kind by kind and range by range:
//   node tests/oracle/remark.mjs BUILD_DIR [--show NAME|all] [FILE…]
// Inputs are CommonMark's examples, as they are, nested in containers and with other line ends, and
// the files named. Differences must be those of remark-known.txt.
import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {basename, dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {fromMarkdown} from 'mdast-util-from-markdown'
import {frontmatterFromMarkdown} from 'mdast-util-frontmatter'
import {gfmFromMarkdown} from 'mdast-util-gfm'
import {frontmatter} from 'micromark-extension-frontmatter'
import {gfm} from 'micromark-extension-gfm'
import {examples} from './examples.mjs'

// A transform that finds e-mail addresses in text gives its nodes no positions.
function withoutTransforms(extensions) {
  return extensions.map((extension) => ({...extension, transforms: []}))
}
const options = {
  extensions: [gfm(), frontmatter(['yaml'])],
  mdastExtensions: [...withoutTransforms(gfmFromMarkdown()), frontmatterFromMarkdown(['yaml'])],
}

// "kind start end" of every node, offsets in bytes.
function remarkNodes(bytes) {
  const text = bytes.toString('utf8')
  const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0
  // Byte offset of every UTF-16 unit.
  const byteOf = new Uint32Array(text.length + 2)
  let at = 0
  for (let i = 0; i < text.length; i++) {
    byteOf[i] = at
    const c = text.charCodeAt(i)
    at += c < 0x80 ? 1 : c < 0x800 ? 2 : c >= 0xd800 && c < 0xe000 ? 2 : 3
  }
  byteOf[text.length] = at
  const nodes = []
  // Where conventions differ: remark counts a line end to raw blocks that nothing closes (and to what
  // ends with them), blanks at the end of a line to a table's row, and sometimes a line with nothing
  // but the prefixes of its containers to the list before it; to us a list ends with its last child.
  const endOf = ({type, position, children}) => {
    let end = position.end.offset + bom
    if (type === 'list' || type === 'listItem') {
      if (children.length > 0) return endOf(children.at(-1))
    } else if (type === 'code' || type === 'html') {
      if (text[end - 1] === '\n') end--
      if (text[end - 1] === '\r') end--
    } else if (type.startsWith('table')) {
      if (type !== 'tableCell' || text[end - 1] !== '|')
        while (position.start.offset + bom < end && ' \t'.includes(text[end - 1])) {
          if (type === 'tableCell' && !atEndOfLine(end)) break
          end--
        }
    }
    return end
  }
  const atEndOfLine = (offset) => /^[ \t]*($|[\r\n])/.test(text.slice(offset, offset + 99))
  const visit = (node) => {
    if (node.type !== 'root')
      nodes.push(`${node.type} ${byteOf[node.position.start.offset + bom]} ${byteOf[endOf(node)]}`)
    let children = node.children ?? []
    // GitHub drops the cells of a row that has too many.
    if (node.type === 'table')
      for (const row of children) row.children.length = Math.min(row.children.length, node.align.length)
    for (const child of children) visit(child)
  }
  visit(fromMarkdown(bom ? text.slice(1) : text, options))
  return nodes
}

function awlNodes(dump) {
  return dump.nodes.slice(1).map((node) => `${node.kind} ${node.start} ${node.end}`)
}

function difference(ours, theirs) {
  const all = new Map()
  for (const node of ours) all.set(node, (all.get(node) ?? 0) + 1)
  for (const node of theirs) all.set(node, (all.get(node) ?? 0) - 1)
  const out = []
  for (const [node, count] of all)
    for (let i = 0; i < Math.abs(count); i++) out.push((count > 0 ? '+' : '-') + node)
  const begin = (line) => Number(line.split(' ')[1])
  return out.sort((a, b) => begin(a) - begin(b))
}

const [build, ...rest] = process.argv.slice(2)
let show
if (rest[0] === '--show') show = rest.splice(0, 2)[1]
const inputs = []
for (const [name, text] of examples()) inputs.push([name, Buffer.from(text)])
for (const file of rest)
  inputs.push([join(basename(dirname(file)), basename(file)), readFileSync(file)])
const folder = mkdtempSync(join(tmpdir(), 'awl-remark-'))
const paths = inputs.map(([, bytes], i) => {
  const path = join(folder, `${i}.md`)
  writeFileSync(path, bytes)
  return path
})
const run = spawnSync(join(build, 'awl_eval_dump'), ['-'], {
  input: paths.join('\n') + '\n',
  maxBuffer: 2 ** 31 - 1,
})
rmSync(folder, {recursive: true})
if (run.status !== 0) throw new Error(`awl_eval_dump: ${run.signal ?? run.status}`)
const dumps = run.stdout.toString().trimEnd().split('\n')

// Known differences: "NAME: cause"; what stands after the name and "-" is any variant of it.
const known = new Map()
const here = dirname(fileURLToPath(import.meta.url))
for (const line of readFileSync(join(here, 'remark-known.txt'), 'utf8').split('\n')) {
  const colon = line.indexOf(': ')
  if (line.startsWith('#') || colon < 0) continue
  known.set(line.slice(0, colon), line.slice(colon + 2))
}
const used = new Set()
const isKnown = (name) => {
  const plain = name.replace(/^(spec-\d+)(-.*)?$/, '$1-*')
  for (const key of [name, plain])
    if (known.has(key)) {
      used.add(key)
      return true
    }
  return false
}

let nodes = 0
let wrongNodes = 0
const wrong = []
inputs.forEach(([name, bytes], i) => {
  const theirs = remarkNodes(bytes)
  const differences = difference(awlNodes(JSON.parse(dumps[i])), theirs)
  nodes += theirs.length
  if (differences.length > 0 && !isKnown(name)) {
    wrong.push(name)
    wrongNodes += differences.length
    if (show === undefined ? wrong.length <= 20 : show === 'all' || name.startsWith(show)) {
      console.log(name, bytes.length < 400 ? JSON.stringify(bytes.toString()) : '')
      for (const line of differences.slice(0, show === undefined ? 8 : 40)) {
        const [, start, end] = line.split(' ')
        const slice = bytes.subarray(Number(start), Number(end)).toString()
        console.log(`  ${line} ${JSON.stringify(slice.slice(0, 70))}`)
      }
    }
  }
})
const stale = [...known.keys()].filter((key) => !used.has(key))
if (show === undefined && stale.length > 0 && rest.length > 0)
  console.log('no longer different:', stale.join(', '))
if (wrong.length > 20) console.log(wrong.join(' '))
console.log(
  `${inputs.length} inputs, ${nodes} nodes, ${known.size} known differences, ` +
    `${wrong.length} others (${wrongNodes} nodes)`,
)
process.exit(wrong.length > 0 ? 1 : 0)
