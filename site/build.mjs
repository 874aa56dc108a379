// Bundles the playground: node build.mjs FOLDER. tools/site calls it, once the WebAssembly module is there.
import {createHash} from 'node:crypto'
import {mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {build} from 'esbuild'

const site = path.dirname(fileURLToPath(import.meta.url))
const root = path.dirname(site)
const out = path.resolve(process.argv[2])

// Everything that the page may do, and nothing else: what is not from its own origin is refused. Only a header, not a
// page, can say who may frame it.
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'"
].join('; ')

const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 10)
const integrityOf = (bytes) => 'sha256-' + createHash('sha256').update(bytes).digest('base64')

/** Writes a file whose name changes with its bytes, so that no cache gives an old one. */
function put(name, bytes) {
  const {dir, name: stem, ext} = path.parse(name)
  const hashed = path.join(dir, `${stem}-${hashOf(bytes)}${ext}`)
  mkdirSync(path.join(out, dir), {recursive: true})
  writeFileSync(path.join(out, hashed), bytes)
  return {url: hashed, integrity: integrityOf(bytes), bytes: bytes.length}
}

async function bundle(entry, define = {}) {
  const {outputFiles, metafile} = await build({
    entryPoints: [path.join(site, 'src', entry)],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    loader: {'.md': 'text'},
    define: Object.fromEntries(Object.entries(define).map(([name, value]) => [name, JSON.stringify(value)])),
    absWorkingDir: root
  })
  return {bytes: outputFiles[0].contents, inputs: Object.keys(metafile.inputs)}
}

/** The licences of the packages that the bundles contain, as NOTICE has those of the module. */
function licences(inputs) {
  const names = new Set(inputs.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []))
  const texts = [...names].sort().map((name) => {
    const folder = path.join(site, 'node_modules', name)
    const {version} = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
    return `${name} ${version}\n\n${readFileSync(path.join(folder, 'LICENSE'), 'utf8').trim()}\n`
  })
  const rule = '-'.repeat(80)
  const parts = [readFileSync(path.join(root, 'LICENSE'), 'utf8'), readFileSync(path.join(root, 'NOTICE'), 'utf8'), ...texts]
  return parts.join(`\n${rule}\n\n`)
}

/** @param {string} page with {{name}} for what `values` has */
const filled = (page, values) => page.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name])

rmSync(out, {recursive: true, force: true})
mkdirSync(out, {recursive: true})

const module_ = put('awl.wasm', readFileSync(path.join(root, 'build/awl-page.wasm')))
const folder = path.join(root, 'src/mojibake/tables')
const tables = Object.fromEntries(
  readdirSync(folder)
    .filter((file) => file.endsWith('.bin'))
    .map((file) => [path.parse(file).name, put(`tables/${file}`, readFileSync(path.join(folder, file)))])
)
const worker = await bundle('worker/worker.js', {MODULE: module_, TABLES: tables})
const workerFile = put('worker.js', worker.bytes)
const main = await bundle('main.js', {WORKER: workerFile.url})
const theme = await bundle('theme_early.js')
const icon = put('icon.svg', readFileSync(path.join(site, 'icon.svg')))
const style = readFileSync(path.join(site, 'style.css'), 'utf8').replace('icon.svg', icon.url)
const version = /^project\(awl VERSION ([0-9.]+)/m.exec(readFileSync(path.join(root, 'CMakeLists.txt'), 'utf8'))[1]
const values = {
  policy,
  version: `awl ${version}`,
  icon: icon.url,
  style: put('style.css', Buffer.from(style)).url,
  theme: put('theme.js', theme.bytes).url,
  main: put('main.js', main.bytes).url,
  licences: 'licences.txt'
}
writeFileSync(path.join(out, 'licences.txt'), licences([...worker.inputs, ...main.inputs]))
const page = filled(readFileSync(path.join(site, 'index.html'), 'utf8'), values)
writeFileSync(path.join(out, 'index.html'), page)

const files = ['./', 'licences.txt', module_.url, workerFile.url, values.main, values.theme, values.style, values.icon]
const service = await bundle('service_worker.js', {FILES: files, VERSION: hashOf(page + workerFile.url)})
writeFileSync(path.join(out, 'service-worker.js'), service.bytes)
