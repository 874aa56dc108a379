// Drives the playground in Chromium: node site_test.mjs FOLDER, the folder that tools/site made.
import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {decodeFragment, encodeFragment} from '../../site/src/share.js'
import {isBusy, launch, open} from './browser.mjs'
import {check, equal, finish, matches} from './check.mjs'
import {compareWithProgram} from './program.mjs'
import {serve} from './server.mjs'

const require = createRequire(import.meta.url)
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const server = await serve(process.argv[2])
const browser = await launch()
const figures = []
// To run a few tests while one works on them.
const only = new RegExp(process.env.ONLY ?? '')

const sizes = [[1280, 800], [360, 740]]
const schemes = ['light', 'dark']
const small = '# Awesome Things\n\n- [One](https://one.example.org) - First.\n- [Two](https://two.example.org) - Second.   \n'

/** Runs a test on a page of its own, where nothing may go wrong that it does not say. */
async function test(name, run, options = {}) {
  const {expects = /^$/, at = browser, ...rest} = options
  if (!only.test(name)) return
  const page = await open(at, server.url, rest)
  try {
    await run(page)
  } catch (error) {
    check(name, false, error.message)
  }
  const errors = page.errors.filter((text) => !expects.test(text))
  equal(`${name}: nothing goes wrong`, errors, [])
  equal(`${name}: nobody else is asked`, page.outside, [])
  await page.close()
  server.change.clear()
}

/** Judged on an idle machine only: elsewhere it says more about the others. */
function judge(name, value, limit) {
  figures.push(`${name} ${value} ms`)
  if (isBusy()) console.log(`The machine is busy, so this is not judged: ${name}: ${value} ms, limit ${limit}`)
  else check(name, value <= limit, `${value} ms, limit ${limit}`)
}

/** No axe violation in what is shown. */
async function accessible(page, name) {
  const found = await page.page.evaluate(async (axe) => {
    const script = new Function(axe)
    script()
    const {violations} = await globalThis.axe.run(document)
    return violations.map(({id, nodes}) => `${id}: ${nodes.map((node) => node.html).slice(0, 3).join(' ')}`)
  }, axe)
  equal(`axe: ${name}`, found, [])
}

/** The exact text, from the link that Share makes. */
const textOf = async (page) => {
  await page.page.evaluate(() => document.getElementById('toast').classList.remove('is-shown'))
  await page.$('#share').click()
  await page.$('#toast.is-shown').waitFor()
  return (await decodeFragment(new URL(page.page.url()).hash)).text
}

// ---- Loading

server.requests.length = 0
await test('loading', async (page) => {
  await page.$('.finding').first().waitFor({timeout: 60_000})
  await page.page.evaluate(() => navigator.serviceWorker.ready)
  const bytes = server.requests.reduce((sum, request) => sum + request.bytes, 0)
  figures.push(`${(bytes / 1e6).toFixed(2)} MB loaded`)
  check('less than 1.4 MB is loaded', bytes < 1.4e6, `${bytes} bytes`)
  check('no table is loaded', !server.requests.some(({path}) => path.includes('tables/')))
  equal('nothing is loaded twice', server.requests.length, new Set(server.requests.map(({path}) => path)).size)
})
if (only.test('first findings')) {
  const times = []
  for (let i = 0; i < 5; i++) {
    const page = await open(browser, server.url)
    await page.checked()
    times.push(await page.page.evaluate(() => performance.getEntriesByName('awl-checked').at(0)).then(({startTime, duration}) => Math.round(startTime + duration)))
    await page.close()
  }
  judge('the first findings after', times.sort((a, b) => a - b)[2], 1000)
}

// ---- Typing, fixing, undoing

await test('typing', async (page) => {
  await page.checked()
  await page.editor.focus()
  await page.key('Control+a')
  await page.page.keyboard.type('# Awesome Things\n\n- [One](https://one.example.org) - First.\n')
  await page.page.keyboard.insertText('#### Deep')
  await page.checked()
  const found = await page.findings()
  check('a skipped level is found as one types', found.some(({rule, place}) => rule === 'heading-skip-level' && place === '5' || rule === 'heading-skip-level'), JSON.stringify(found))
  await page.$('.rule', {hasText: 'heading-skip-level'}).first().click()
  matches('a rule has its page', await page.$('#rule-page').innerText(), /Heading more than one level/)
  await page.key('Escape')
  check('Escape leads back to the findings', (await page.$('#found').isVisible()) && (await page.page.evaluate(() => document.activeElement.className)) === 'rule')
  // Who types over a selection makes Chromium keep its style, as an attribute. The policy forbids that, and all is well.
}, {expects: /Applying inline style/})

await test('fixing', async (page) => {
  await page.paste(small)
  equal('what is pasted is the text', await textOf(page), small)
  const before = await page.findings()
  equal('trailing blanks are found', before.map(({rule}) => rule).includes('whitespace-trailing'), true)
  await page.$('.finding', {hasText: 'whitespace-trailing'}).locator('.fix').click()
  equal('the diff shows what is removed and added', await page.$('#preview .line').evaluateAll((lines) => lines.map((line) => line.className)), ['line same', 'line same', 'line del', 'line ins', 'line same'])
  await page.$('.cancel').click()
  equal('Cancel changes nothing', await textOf(page), small)
  await page.$('.finding', {hasText: 'whitespace-trailing'}).locator('.fix').click()
  await page.$('.apply').click()
  await page.checked()
  equal('Apply fixes one', await textOf(page), small.replace('   \n', '\n'))
  check('which is found no more', !(await page.findings()).some(({rule}) => rule === 'whitespace-trailing'))
  await page.editor.focus()
  await page.key('Control+z')
  await page.checked()
  equal('and can be undone', await textOf(page), small)
  await page.$('#format').click()
  await page.$('.apply').click()
  await page.checked()
  equal('Format formats', await textOf(page), small.replace('   \n', '\n'))
  await page.$('#format').click()
  matches('and says that there is nothing more', await page.$('#toast.is-shown').innerText(), /Nothing to change/)
})

await test('line ends', async (page) => {
  const windows = small.replaceAll('\n', '\r\n')
  await page.checked()
  await page.drop('list.md', Buffer.from(windows))
  await page.checked()
  equal('those of a file are kept', await textOf(page), windows)
  await page.$('#fix-safe').click()
  await page.$('.apply').click()
  await page.checked()
  equal('and a fix keeps them', await textOf(page), windows.replace('   \r\n', '\r\n'))
  const mixed = small.replace('First.\n', 'First.\r\n')
  await page.drop('list.md', Buffer.from(mixed))
  await page.checked()
  equal('a mixture is kept, too', await textOf(page), mixed)
  check('and reported', (await page.findings()).some(({rule}) => rule === 'encoding-crlf-mixed'))
})

// ---- Config

await test('config', async (page) => {
  await page.paste(small)
  const before = (await page.findings()).length
  await page.$('#profile').selectOption('strict')
  await page.checked()
  check('a profile finds other things', (await page.findings()).length > before)
  await page.$('#config-tab').click()
  await page.$('#config-editor .cm-content').focus()
  await page.page.keyboard.insertText('extends: strict\nrules:\n  no-such-rule: error\n')
  await page.checked()
  matches('a mistake in the config is said', await page.$('#message').innerText(), /The config has an error/)
  equal('with its line', (await page.findings())[0].place, '.awl.yaml:3')
  equal('which the editor marks', await page.$('#config-editor .cm-lintRange-error').innerText(), 'no-such-rule')
  await page.$('.finding .go').click()
  check('and the finding leads there', await page.page.evaluate(() => document.activeElement.id === 'config-editor'))
  await page.key('Control+a', 'Delete')
  await page.page.keyboard.insertText('rules: {whitespace-trailing: off}')
  await page.checked()
  check('a config turns a rule off', !(await page.findings()).some(({rule}) => rule === 'whitespace-trailing'))
})

// ---- Sharing

await test('sharing', async (page) => {
  await page.paste(small)
  await page.$('#profile').selectOption('strict')
  await page.$('#config-tab').click()
  await page.$('#config-editor .cm-content').focus()
  await page.page.keyboard.insertText('rules: {whitespace-trailing: off}')
  await page.checked()
  const asked = server.requests.length
  await page.$('#share').click()
  await page.$('#toast.is-shown').waitFor()
  const link = await page.page.evaluate(() => navigator.clipboard.readText())
  equal('the link is in the address, too', page.page.url(), link)
  equal('nobody is asked', server.requests.length, asked)
  const other = await open(browser, server.url)
  await other.go(new URL(link).hash)
  await other.page.reload()
  await other.checked()
  equal('a link opens the list', await textOf(other), small)
  equal('its profile', await other.$('#profile').inputValue(), 'strict')
  equal('and its findings', await other.findings(), await page.findings())
  await other.close()
})

await test('a link over a text', async (page) => {
  await page.paste(small)
  await page.page.evaluate((hash) => { location.hash = hash }, await encodeFragment({text: '# Other\n', config: '', profile: ''}))
  await page.notice.waitFor()
  await page.checked()
  equal('a link takes its place', await textOf(page), '# Other\n')
  matches('and says so', await page.notice.innerText(), /Undo in the text brings yours back/)
  await page.editor.focus()
  await page.key('Control+z')
  equal('undo brings it back', await textOf(page), small)
  await page.go((await encodeFragment({text: '# Third\n'})))
  await page.page.reload()
  await page.checked()
  await page.editor.focus()
  await page.page.keyboard.type('Edited. ')
  await page.checked()
  equal('an edited text is no longer that of the link', new URL(page.page.url()).hash, '')
  await page.$('#open summary').click()
  await page.$('#earlier').click()
  await page.checked()
  equal('and the menu has the one from before', await textOf(page), small)
})

for (const [what, hash] of [['cut', (await encodeFragment({text: small})).slice(0, -12)], ['of another page', '#readme'], ['no base64', '#1.%E4%B8%AD']]) {
  await test(`a link that is ${what}`, async (page) => {
    await page.paste(small)
    await page.page.evaluate((hash) => { location.hash = hash }, hash)
    await page.notice.waitFor()
    matches('is said to be', await page.notice.innerText(), /The link cannot be opened: /)
    equal('and leaves the text as it is', await textOf(page), small)
  })
}

await test('keeping', async (page) => {
  await page.paste(small)
  await page.page.reload()
  await page.checked()
  equal('a text is there again after a reload', await textOf(page), small)
})

// ---- Damaged text, with and without a network

await test('damaged text', async (page) => {
  await page.checked()
  server.requests.length = 0
  await page.$('#open summary').click()
  await page.$('[data-example=damaged]').click()
  await page.page.waitForFunction(() => /restore|were/.test(document.querySelector('#list-of-findings').textContent))
  await page.checked()
  const tables = server.requests.filter(({path}) => path.includes('tables/'))
  equal('the tables of its language are loaded, once', tables.map(({path}) => path.replace(/-\w+\.bin/, '')), ['/tables/zh-hans'])
  figures.push(`${(tables[0].bytes / 1e6).toFixed(2)} MB for damaged Chinese`)
  check('the text is restored', (await page.findings()).some(({message}) => message.includes('茶的清单')))
})

await test('without a network', async (page) => {
  await page.checked()
  await page.page.evaluate(() => navigator.serviceWorker.ready)
  await page.context.setOffline(true)
  await page.page.reload()
  await page.checked()
  check('the page loads and checks', (await page.findings()).length > 5)
  await page.$('#open summary').click()
  await page.$('[data-example=damaged]').click()
  await page.$('#notice p', {hasText: 'could not be loaded'}).waitFor()
  check('tables that are not here are said to be missing, and the rest is found', (await page.findings()).length > 5)
  await page.context.setOffline(false)
}, {expects: /ERR_INTERNET_DISCONNECTED|Failed to (load|fetch)/})

// ---- Content-Security-Policy

await test('policy', async (page) => {
  await page.checked()
  const policy = await page.$('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')
  equal('allows what the page needs and no more', policy.split('; '), [
    "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
    "worker-src 'self'", "base-uri 'none'", "form-action 'none'"
  ])
  const html = readFileSync(`${process.argv[2]}/index.html`, 'utf8')
  check('no script, style or handler is inline', !/<script(?![^>]*src=)|<style|\son\w+=|\sstyle=/.test(html))
  equal('no address is outside', html.match(/(?:src|href)="(?:https?:)?\/\/[^"]*/g), null)
  const tried = await page.page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'globalThis.wasRun = true'
    document.body.append(script)
    const reached = await fetch('https://example.org/', {mode: 'no-cors'}).then(() => true, () => false)
    return {reached, wasRun: Boolean(globalThis.wasRun)}
  })
  equal('an inline script does not run, and no other origin is reached', tried, {reached: false, wasRun: false})
  page.outside.length = 0
}, {expects: /Content Security Policy/})

// ---- People who use no mouse, or no eyes

await test('keyboard', async (page) => {
  await page.paste(small)
  await page.$('#config-tab').focus()
  await page.page.reload()
  await page.checked()
  const reached = []
  for (let i = 0; i < 40; i++) {
    await page.key('Tab')
    reached.push(await page.page.evaluate(() => {
      const at = document.activeElement
      return at.id || at.className || at.textContent.trim()
    }))
    if (reached.at(-1).startsWith('fix') && !reached.at(-1).startsWith('fix-')) break
  }
  for (const stop of ['skip', 'profile', 'share', 'theme', 'about-open', 'list-tab', 'fix-safe', 'fix-all', 'format', 'list-editor', 'go', 'rule', 'fix']) {
    check(`Tab reaches ${stop}`, reached.includes(stop), reached.join(', '))
  }
  await page.key('Enter')
  equal('a fix begins at Apply', await page.page.evaluate(() => document.activeElement.className), 'apply primary')
  await page.key('Enter')
  await page.checked()
  equal('which Enter applies', await textOf(page), small.replace('   \n', '\n'))
  await page.$('#open summary').focus()
  await page.key('Enter', 'Tab', 'Tab', 'Tab', 'Enter')
  await page.checked()
  equal('the examples are reached', await page.$('#message strong').innerText(), 'Nothing to report')
  await page.$('#list-tab').focus()
  await page.key('ArrowRight')
  check('arrows go from tab to tab', await page.$('#config-panel').isVisible())
  await page.$('.skip').focus()
  await page.key('Enter')
  equal('the skip link leads to the findings', await page.page.evaluate(() => document.activeElement.id), 'findings')
  await page.$('#about-open').focus()
  await page.key('Enter')
  check('the dialog opens', await page.$('#about').isVisible())
  await page.key('Escape')
  equal('and Escape leads back', await page.page.evaluate(() => document.activeElement.id), 'about-open')
})

for (const [width, height] of sizes) {
  for (const scheme of schemes) {
    const where = `${width} pixels, ${scheme}`
    await test(where, async (page) => {
      const at = async (name) => {
        await accessible(page, `${where}, ${name}`)
        const wide = await page.page.evaluate(() => document.documentElement.scrollWidth)
        check(`${where}, ${name}: nothing is wider than the page`, wide <= width, `${wide}`)
        if (process.argv[3]) await page.page.screenshot({path: `${process.argv[3]}/${width}-${scheme}-${name}.png`})
      }
      await page.checked()
      await at('findings')
      await page.$('#fix-all').click()
      await page.$('#preview[open]').waitFor()
      await at('preview')
      await page.$('.cancel').click()
      await page.$('.rule').first().click()
      await page.$('#rule-title').waitFor()
      await at('rule')
      await page.$('#rule-back').click()
      await page.$('#about-open').click()
      await at('about')
      await page.key('Escape')
      await page.$('#open summary').click()
      await at('menu')
      await page.$('[data-example=damaged]').click()
      await page.$('.message', {hasText: '茶的清单'}).waitFor()
      await page.checked()
      await at('damaged')
      await page.$('#open summary').click()
      await page.$('[data-example=clean]').click()
      await page.checked()
      await at('clean')
      await page.$('#config-tab').click()
      await page.$('#config-editor .cm-content').focus()
      await page.page.keyboard.insertText('extends: nobody\n')
      await page.checked()
      await page.drop('picture.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))
      await page.notice.waitFor()
      await at('config')
      await page.$('#theme').click()
      equal(`${where}: the button turns the theme`, await page.page.evaluate(() => document.documentElement.dataset.theme), scheme === 'light' ? 'dark' : 'light')
    }, {width, height, scheme, bypassCSP: true})
  }
}

// ---- Bad input

await test('50 MB pasted', async (page) => {
  await page.paste(small)
  await page.page.evaluate((line) => navigator.clipboard.writeText(line.repeat(50e6 / line.length)), '- [One](https://one.example.org) - First thing.\n')
  await page.editor.focus()
  await page.longestTask()
  await page.key('Control+a', 'Control+v')
  await page.notice.waitFor()
  const reading = await page.page.evaluate(() => Math.round(globalThis.reading))
  figures.push(`Chromium hands 50 MB over in ${reading} ms`)
  judge('longest task while 50 MB are pasted, without that', Math.max((await page.longestTask()) - reading, 0), 100)
  matches('50 MB are refused', await page.notice.innerText(), /^50\.0 MB is more than this page takes/)
  equal('and the text is as it was', await textOf(page), small)
}, {
  // A page cannot know how much there is before the browser has handed it over, which is one call.
  init: () => {
    const {getData} = DataTransfer.prototype
    DataTransfer.prototype.getData = function (type) {
      const begin = performance.now()
      const text = getData.call(this, type)
      globalThis.reading = performance.now() - begin
      return text
    }
  }
})

await test('files that are no lists', async (page) => {
  await page.paste(small)
  await page.drop('archive.zip', Buffer.from(Array.from({length: 4000}, (_, i) => (i * 7) % 256)))
  matches('a binary file is refused', await page.notice.innerText(), /archive\.zip is a binary file/)
  await page.drop('huge.md', Buffer.alloc(9 << 20, 'a'))
  await page.$('#notice p', {hasText: 'huge.md'}).waitFor()
  matches('a huge file is refused', await page.notice.innerText(), /huge\.md: 9\.4 MB is more/)
  equal('and the text is as it was', await textOf(page), small)
  await page.drop('latin.md', Buffer.from('# Caf\xe9\n', 'latin1'))
  await page.$('#notice p', {hasText: 'latin.md'}).waitFor()
  matches('bytes that are no UTF-8 are said', await page.notice.innerText(), /not valid UTF-8: 1 place shown as \ufffd, the first in line 1/)
  equal('and shown', await textOf(page), '# Caf\ufffd\n')
  await page.editor.focus()
  await page.key('Control+z')
  equal('undo brings the text before back', await textOf(page), small)
})

await test('the longest text', async (page) => {
  await page.checked()
  const lines = '- [One](https://one.example.org) - First thing.\n'.repeat(40000)
  await page.longestTask()
  await page.drop('long.md', Buffer.from('# Awesome\n\n' + lines))
  await page.page.waitForFunction(() => document.querySelector('#findings').getAttribute('aria-busy') === 'true')
  await page.checked()
  judge('longest task with a list of 1.9 MB', await page.longestTask(), 100)
  await page.drop('one-line.md', Buffer.from('# Awesome\n\n' + 'word '.repeat(400000)))
  await page.$('.cm-line', {hasText: 'word'}).first().waitFor()
  await page.checked()
  judge('longest task with a line of 2 MB', await page.longestTask(), 100)
})

await test('storage is refused', async (page) => {
  await page.paste(small)
  await page.notice.waitFor()
  matches('is said', await page.notice.innerText(), /does not let this page keep the text/)
  check('and the list is checked', (await page.findings()).length > 0)
}, {init: () => Object.defineProperty(globalThis, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError') }})})

await test('the worker is killed', async (page) => {
  await page.checked()
  await page.page.workers()[0].evaluate(() => self.close())
  await page.editor.focus()
  await page.page.keyboard.type('# Mine\n\n')
  await page.$('#notice p', {hasText: 'started again'}).waitFor({timeout: 30_000})
  await page.page.keyboard.type('text\n')
  await page.checked()
  check('another takes its place', (await page.findings()).length > 0)
  matches('and the text is there', await textOf(page), /^# Mine\n\ntext\n/)
})

for (const [what, file, change, says] of [
  ['the module is not there', '.wasm', 404, /awl could not be loaded/],
  ['the module was changed on the way', '.wasm', Buffer.from('\0asm'), /awl could not be loaded/]
]) {
  server.change.set(file, change)
  await test(what, async (page) => {
    await page.checked()
    matches('is said', await page.$('#message').innerText(), says)
    await page.editor.focus()
    await page.page.keyboard.type('# Mine\n')
    matches('and the text is there', await textOf(page), /^# Mine\n/)
  }, {expects: /404|integrity|Failed to/, serviceWorkers: 'block'})
}

for (const [what, flags, says] of [
  ['a browser without WebAssembly', ['--js-flags=--jitless'], /WebAssembly is turned off or missing/],
  ['a browser without SIMD', ['--js-flags=--no-enable-sse3 --no-enable-ssse3 --no-enable-sse4-1'], /its WebAssembly has no SIMD/]
]) {
  const other = await launch(flags)
  await test(what, async (page) => {
    await page.checked()
    matches('is said to be', await page.$('#message').innerText(), says)
    await page.editor.focus()
    await page.page.keyboard.type('# Mine\n')
    matches('and the text is there', await textOf(page), /^# Mine\n/)
  }, {at: other})
  await other.close()
}

// ---- Large lists, and what the program says about real ones

await test('a list of 400 KB', async (page) => {
  const section = (n) => `## Section ${n}\n\n` + Array.from({length: 40}, (_, i) => `- [Name ${n}.${i}](https://host-${n}-${i}.example.org/path) - Does one thing, and does it well for everybody.\n`).join('') + '\n'
  await page.paste('# Awesome Things\n\n' + Array.from({length: 100}, (_, n) => section(n)).join(''))
  await page.editor.focus()
  await page.key('Control+End')
  const times = []
  for (const letter of 'the quick brown fox jumps over') {
    await page.page.evaluate(() => performance.clearMeasures())
    await page.page.keyboard.type(letter)
    await page.checked()
    const measures = await page.page.evaluate(() => performance.getEntriesByName('awl-checked').map(({duration}) => duration))
    if (measures.length) times.push(Math.round(measures.at(-1)))
  }
  judge('a list of 400 KB is checked again after', times.sort((a, b) => a - b)[times.length >> 1], 50)
})

await test('the same as the program', (page) => compareWithProgram(page, textOf))

await browser.close()
server.close()
console.log(`Chromium ${browser.version()}: ${figures.join('; ')}`)
finish()
