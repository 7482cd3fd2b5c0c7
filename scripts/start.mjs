import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { build, preview } from 'vite'

const inputs = ['index.html', 'package.json', 'package-lock.json', 'vite.config.ts', 'app', 'src', 'public']

const newest = path => {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return 0
  if (!stats.isDirectory()) return stats.mtimeMs
  return Math.max(stats.mtimeMs, ...readdirSync(path).map(name => newest(join(path, name))))
}

const built = statSync('dist/index.html', { throwIfNoEntry: false })?.mtimeMs ?? 0
if (built < Math.max(...inputs.map(newest))) {
  console.log('Building the page …')
  await build({ logLevel: 'warn' })
}
const port = process.env.PORT === undefined ? undefined : Number(process.env.PORT)
const server = await preview({ preview: { ...(port !== undefined && { port }), strictPort: false } })
const address = server.resolvedUrls?.local[0] ?? `http://localhost:${server.config.preview.port}/`
console.log(`\nPortolan is ready: ${address}\nCtrl C stops it.`)
