// A file server on loopback, as dumb as one may be: no header but the type, compressed as most servers do. It notes what
// it was asked for.
import {readFileSync} from 'node:fs'
import {createServer} from 'node:http'
import {readFile, readdir} from 'node:fs/promises'
import path from 'node:path'
import {promisify} from 'node:util'
import {brotliCompress, constants} from 'node:zlib'

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm'
}

/**
 * @param {string} folder
 * @returns {Promise<{url: string, requests: {path: string, bytes: number}[], change: Map<string, Buffer | number>, fileOf: (pattern: RegExp) => [string, Buffer], close: () => void}>}
 *   `fileOf` gives a file as it is, with its name; `change` has other bytes, or a status, for a path that ends so
 */
export async function serve(folder) {
  const requests = []
  const files = (await readdir(folder, {recursive: true, withFileTypes: true})).filter((entry) => entry.isFile())
  const compressed = new Map()
  for (const entry of files) {
    const file = path.join(entry.parentPath, entry.name)
    const options = {params: {[constants.BROTLI_PARAM_QUALITY]: 11}}
    compressed.set('/' + path.relative(folder, file), await promisify(brotliCompress)(await readFile(file), options))
  }
  const server = createServer((request, response) => {
    const {pathname} = new URL(request.url, 'http://localhost')
    const name = pathname.endsWith('/') ? pathname + 'index.html' : pathname
    try {
      const other = [...answers.change].find(([end]) => name.endsWith(end))?.[1]
      if (typeof other === 'number') {
        requests.push({path: pathname, bytes: 0})
        response.writeHead(other).end()
        return
      }
      const body = other ?? compressed.get(name)
      if (!body) throw new Error('not found')
      requests.push({path: pathname, bytes: body.length})
      const headers = {'content-type': types[path.extname(name)] ?? 'application/octet-stream', 'cache-control': 'max-age=600'}
      response.writeHead(200, other ? headers : {...headers, 'content-encoding': 'br'}).end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const answers = {
    url: `http://127.0.0.1:${server.address().port}/`,
    requests,
    change: new Map(),
    fileOf: (pattern) => {
      const {name} = files.find((entry) => pattern.test(entry.name))
      return [name, readFileSync(path.join(folder, name))]
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    }
  }
  return answers
}
