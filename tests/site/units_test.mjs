// The parts of the page that need no browser.
import {compare} from '../../site/src/worker/line_diff.js'
import {linesOf} from '../../site/src/line_endings.js'
import {positionsOf} from '../../site/src/worker/positions.js'
import {decode} from '../../site/src/open_file.js'
import {decodeFragment, encodeFragment} from '../../site/src/share.js'
import {check, equal, finish, matches} from './check.mjs'

// A generator of numbers that is the same in every run.
let seed = 1
const random = (below) => {
  seed = (seed * 1103515245 + 12345) % 2147483648
  return Math.floor((seed / 2147483648) * below)
}
const words = ['', '# a', '- b', '- b', 'c', '\u4e2d\u6587', '\ud83d\ude00 d']
const text = (ending) => Array.from({length: random(12)}, () => words[random(words.length)]).join(ending)

/** The editor's text after the changes: lines that end in "\n", as its positions count. */
function applied(old, changes) {
  const lines = linesOf(old).lines.join('\n')
  let out = ''
  let at = 0
  for (const {from, to, insert} of changes) {
    out += lines.slice(at, from) + insert
    at = to
  }
  return out + lines.slice(at)
}

for (let i = 0; i < 3000; i++) {
  const [old, now] = [text(random(2) ? '\n' : '\r\n'), text(random(2) ? '\n' : '\r\n')]
  const {changes, hunks, hidden} = compare(old, now)
  const want = linesOf(now).lines.join('\n')
  if (applied(old, changes) !== want) equal(`changes from ${JSON.stringify(old)}`, applied(old, changes), want)
  else check('changes make the other text', true)
  check('every change is shown', hunks.length === changes.length && hidden === 0)
}
const long = Array.from({length: 5000}, (_, i) => `- line ${i}`)
const starred = long.map((line) => line.replace('-', '*'))
const all = compare(long.join('\n'), starred.join('\n'))
equal('a text of which every line changes', applied(long.join('\n'), all.changes), starred.join('\n'))
check('of which not every line is shown', all.hidden > 0 && all.lines === 10000)
const many = Array.from({length: 70000}, (_, i) => `- line ${i}`)
equal('more lines than there are units', applied(many.join('\n'), compare(many.join('\n'), many.map((line) => line + '.').join('\n')).changes), many.map((line) => line + '.').join('\n'))

// Offsets against what the encoder counts.
for (const sample of ['abc', 'é中😀x', '\ud800a\udc00b', 'a\r\nb\r\n中\r\n']) {
  for (const crlf of [false, true]) {
    const offsets = []
    const want = []
    for (let unit = 0; unit <= sample.length; unit++) {
      const head = sample.slice(0, unit)
      const isInside = /[\ud800-\udbff]$/.test(head) && /^[\udc00-\udfff]/.test(sample.slice(unit))
      if (isInside || (crlf && head.endsWith('\r'))) continue
      offsets.push(Buffer.byteLength(head))
      want.push(crlf ? head.replaceAll('\r\n', '\n').length : unit)
    }
    equal(`positions in ${JSON.stringify(sample)}`, [...positionsOf(sample, offsets, crlf).values()], want)
  }
}

for (const [sample, ending, lines] of [
  ['', '\n', ['']],
  ['a\nb', '\n', ['a', 'b']],
  ['a\r\nb\r\n', '\r\n', ['a', 'b', '']],
  ['a\r\nb\n', '\n', ['a\r', 'b', '']],
  ['a\rb\r\n', '\n', ['a\rb\r', '']]
]) {
  equal(`lines of ${JSON.stringify(sample)}`, linesOf(sample), {lines, ending})
  equal(`and back`, linesOf(sample).lines.join(linesOf(sample).ending), sample)
}

equal('UTF-8 is decoded', decode(Buffer.from('\ufeff# é\n')), {text: '\ufeff# é\n', note: ''})
const invalid = decode(Buffer.from([35, 32, 65, 10, 0xff, 10, 0xc3, 10]))
equal('bytes that are no UTF-8 are shown', invalid.text, '# A\n\ufffd\n\ufffd\n')
matches('and said', invalid.note, /2 places shown as \ufffd, the first in line 2/)
equal('UTF-16 is decoded', decode(Buffer.from('\ufeff# A', 'utf16le')).text, '# A')

const shared = {text: '# List 中\r\n', config: 'extends: strict\n', profile: ''}
const fragment = await encodeFragment(shared)
matches('a fragment is safe in any URL', fragment, /^#1\.[\w-]+$/)
equal('a fragment comes back', await decodeFragment(fragment), shared)
const reason = async (fragment) => decodeFragment(fragment).then(() => 'none', (error) => error.message)
matches('a fragment that was cut', await reason(fragment.slice(0, -9)), /missing or was changed/)
matches('a fragment that is no base64', await reason('#1.%%%'), /missing or was changed/)
matches('a fragment of another kind', await reason('#readme'), /not made by this page/)
matches('a fragment without a list', await reason(await encodeFragment({text: 1})), /no list/)
matches('a fragment that unfolds to more than the page takes', await reason(await encodeFragment({text: 'x'.repeat(30 << 20)})), /more text than/)
finish()
