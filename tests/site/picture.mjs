// Takes the picture of the README: node picture.mjs FOLDER FILE, the folder that tools/site made.
import {launch, open} from './browser.mjs'
import {serve} from './server.mjs'

const server = await serve(process.argv[2])
const browser = await launch()
const page = await open(browser, server.url, {width: 1120, height: 640})
await page.checked()
await page.page.screenshot({path: process.argv[3]})
await browser.close()
server.close()
