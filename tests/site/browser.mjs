// Debian's Chromium and pages in it that note what went wrong.
import {chromium} from 'playwright-core'
import {decodeFragment} from '../../site/src/share.js'

const patience = 120_000

/** @param {string[]} flags */
export const launch = (flags = []) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // Its sandbox cannot be set up by root.
    args: [...(process.getuid() === 0 ? ['--no-sandbox'] : []), ...flags]
  })

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {object} options
 * @returns {Promise<Page>}
 */
export async function open(browser, url, {width = 1280, height = 800, scheme = 'light', init, ...rest} = {}) {
  const context = await browser.newContext({
    viewport: {width, height},
    colorScheme: scheme,
    permissions: ['clipboard-read', 'clipboard-write'],
    ...rest
  })
  // Something is wrong after that time, and not only slow.
  context.setDefaultTimeout(patience)
  const page = new Page(context, await context.newPage(), url)
  await page.watch()
  if (init) await context.addInitScript(init)
  await page.go()
  return page
}

export class Page {
  constructor(context, page, url) {
    Object.assign(this, {context, page, url, errors: [], outside: []})
  }

  async watch() {
    this.page.on('pageerror', (error) => this.errors.push(error.message))
    this.page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text())
    })
    this.context.on('request', (request) => {
      if (!request.url().startsWith(this.url) && !/^(blob|data):/.test(request.url())) this.outside.push(request.url())
    })
    await this.context.addInitScript(() => {
      globalThis.longTasks = []
      globalThis.longTasksFrom = 0
      new PerformanceObserver((list) => longTasks.push(...list.getEntries())).observe({type: 'longtask', buffered: true})
    })
  }

  async go(hash = '') {
    await this.page.goto(this.url + hash)
  }

  $(selector, options) {
    return this.page.locator(selector, options)
  }

  get editor() {
    return this.$('#list-editor .cm-content')
  }

  get notice() {
    return this.$('#notice p')
  }

  /** Waits until every check is done. */
  async checked() {
    await this.page.waitForFunction(() => document.getElementById('findings').getAttribute('aria-busy') === 'false')
  }

  async key(...keys) {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  /** Follows what opens the preview. */
  async previewed(locator) {
    await locator.click()
    await this.$('#preview[open]').waitFor()
  }

  async hideToast() {
    await this.page.evaluate(() => document.getElementById('toast').classList.remove('is-shown'))
  }

  /** Applies what the preview shows. */
  async apply() {
    await this.hideToast()
    await this.$('.apply').click()
    await this.applied()
  }

  async applied() {
    await this.$('#toast.is-shown', {hasText: 'applied'}).waitFor()
    await this.checked()
  }

  /** The exact text, from the link that Share makes. */
  async text() {
    await this.hideToast()
    await this.$('#share').click()
    await this.$('#toast.is-shown', {hasText: 'The link is'}).waitFor()
    return (await decodeFragment(await this.page.evaluate(() => location.hash))).text
  }

  async paste(text) {
    await this.page.evaluate((text) => navigator.clipboard.writeText(text), text)
    await this.editor.focus()
    await this.key('Control+a', 'Control+v')
    await this.checked()
  }

  /** Drops a file, and waits until it is read and checked, or refused. @param {Buffer} bytes */
  async drop(name, bytes) {
    const transfer = await this.page.evaluateHandle(
      ([name, base64]) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name))
        return transfer
      },
      [name, bytes.toString('base64')]
    )
    await this.measureTasks()
    await this.page.dispatchEvent('main', 'drop', {dataTransfer: transfer})
    await this.$('#list-panel[aria-busy=false]').waitFor({state: 'attached'})
    await this.checked()
  }

  /** The findings as the page shows them, all of them. */
  async findings() {
    while (await this.$('#more').isVisible()) await this.$('#more').click()
    return this.page.evaluate(() =>
      [...document.querySelectorAll('#list-of-findings > .finding')].map((item) => ({
        severity: item.classList[1],
        place: item.querySelector('.place').lastChild.textContent,
        column: item.querySelector('.place').title,
        message: item.querySelector('.message').textContent,
        rule: item.querySelector('.rule')?.textContent ?? '',
        fix: item.querySelector('.fix')?.textContent ?? ''
      }))
    )
  }

  /** What the page did so far is not measured: it was the test's doing. */
  async measureTasks() {
    await this.page.evaluate(() => { globalThis.longTasksFrom = performance.now() })
  }

  /** The longest task of the main thread since then, in milliseconds; 0 if none took 50. */
  async longestTask() {
    const longest = await this.page.evaluate(async () => {
      // They are told in tasks of their own.
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      return Math.max(0, ...longTasks.filter(({startTime}) => startTime >= longTasksFrom).map(({duration}) => duration))
    })
    return Math.round(longest)
  }

  close() {
    return this.context.close()
  }
}
