// node build.mjs FOLDER: makes what VS Code loads, in FOLDER/dist, of src and build/awl.wasm (tools/wasm).
import * as esbuild from 'esbuild'
import fs from 'node:fs'
import path from 'node:path'

const here = import.meta.dirname

export async function build(folder) {
  const dist = path.join(folder, 'dist')
  fs.mkdirSync(dist, {recursive: true})
  const shared = {
    absWorkingDir: here, bundle: true, format: 'cjs', minify: true, legalComments: 'none', outdir: dist,
    external: ['vscode'], metafile: true, logLevel: 'warning'
  }
  const results = await Promise.all([
    esbuild.build({...shared, platform: 'node', target: 'node18', entryPoints: ['src/desktop.js', 'src/server_node.js']}),
    esbuild.build({...shared, platform: 'browser', target: 'es2022', entryPoints: ['src/web.js', 'src/server_worker.js']})
  ])
  fs.copyFileSync(path.join(here, '../../build/awl.wasm'), path.join(dist, 'awl.wasm'))
  fs.writeFileSync(path.join(folder, 'THIRD-PARTY.txt'), licences(results))
}

// The licences of the packages that went into the bundles.
function licences(results) {
  const inputs = results.flatMap(({metafile}) => Object.keys(metafile.inputs))
  const packages = new Set(inputs.map((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]).filter(Boolean))
  const texts = [...packages].sort().map((folder) => {
    const {name, version, license} = JSON.parse(fs.readFileSync(path.join(here, folder, 'package.json'), 'utf8'))
    const file = fs.readdirSync(path.join(here, folder)).find((entry) => /^licen[cs]e/i.test(entry))
    if (file === undefined) throw new Error(`${folder}: has no licence`)
    return `${name} ${version} (${license})\n\n${fs.readFileSync(path.join(here, folder, file), 'utf8').trim()}\n`
  })
  return [...new Set(texts)].join(`\n${'-'.repeat(80)}\n\n`)
}

if (process.argv[1] === import.meta.filename) await build(path.resolve(process.argv[2] ?? path.join(here, '../../build/vscode')))
