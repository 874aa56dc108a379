// node package.mjs [FILE]: makes the extension as one .vsix for all platforms, build/awl.vsix unless it is said otherwise.
// The same sources give the same bytes.
import {createVSIX} from '@vscode/vsce'
import fs from 'node:fs'
import path from 'node:path'
import {build} from './build.mjs'

const here = import.meta.dirname
const root = path.resolve(here, '../..')
const file = path.resolve(process.argv[2] ?? path.join(root, 'build/awl.vsix'))
const stage = path.join(root, 'build/vscode')

const owner = fs.readFileSync(path.join(root, 'packaging/owner'), 'utf8').trim()
const version = /^project\(awl VERSION ([0-9.]*)/m.exec(fs.readFileSync(path.join(root, 'CMakeLists.txt'), 'utf8'))[1]

fs.rmSync(stage, {recursive: true, force: true})
await build(stage)
for (const name of ['README.md', 'CHANGELOG.md', 'icon.png', 'picture.png']) {
  fs.copyFileSync(path.join(here, name), path.join(stage, name))
}
for (const name of ['LICENSE', 'NOTICE']) fs.copyFileSync(path.join(root, name), path.join(stage, name))
const {devDependencies, scripts, ...manifest} = JSON.parse(
  fs.readFileSync(path.join(here, 'package.json'), 'utf8').replaceAll('OWNER', owner)
)
fs.writeFileSync(path.join(stage, 'package.json'), JSON.stringify({...manifest, version}, null, 2) + '\n')
// vsce gives each file the time of SOURCE_DATE_EPOCH, as that is in this time zone, and the mode that it has. A ZIP
// archive knows no time before 1980.
process.env.SOURCE_DATE_EPOCH = '315619200'
process.env.TZ = 'UTC'
for (const entry of fs.readdirSync(stage, {recursive: true, withFileTypes: true})) {
  fs.chmodSync(path.join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644)
}
await createVSIX({cwd: stage, packagePath: file, dependencies: false, allowMissingRepository: true})
