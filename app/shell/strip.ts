/** Keys the API server adds to what a person wrote, directly under `metadata`. */
const metadataKeys = new Set(['managedFields', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'selfLink'])

const keyLine = /^(\s*(?:- )?)(["']?)([A-Za-z][\w./-]*)\2:(?:\s|$)/

interface Level {
  readonly column: number
  readonly key: string
}

/**
 * Leaves out `status` and the server's own metadata of every object, by whole lines, so that the rest keeps its bytes. Works on block
 * YAML as kubectl prints it; what is written in flow style stays.
 */
export function withoutServerFields(text: string): string {
  const lines = text.split(/(?<=\n)/)
  const out: string[] = []
  let path: Level[] = []
  /** Lines deeper than this column belong to the key being left out. */
  let skipping: number | null = null
  /** Lines deeper than this column are the text of a block scalar. */
  let scalar: number | null = null
  for (const line of lines) {
    const bare = line.trimEnd()
    const indent = bare.length - bare.trimStart().length
    const blank = bare.trim() === ''
    if (/^(---|\.\.\.)(\s|$)/.test(bare)) {
      path = []
      skipping = null
      scalar = null
      out.push(line)
      continue
    }
    if (skipping !== null) {
      const itemOfSkipped = indent === skipping && bare.trimStart().startsWith('- ')
      if (blank || indent > skipping || itemOfSkipped) continue
      skipping = null
    }
    if (scalar !== null) {
      if (blank || indent > scalar) {
        out.push(line)
        continue
      }
      scalar = null
    }
    const match = keyLine.exec(bare)
    if (match === null) {
      out.push(line)
      continue
    }
    const column = match[1]?.length ?? 0
    const key = match[3] ?? ''
    path = path.filter(level => level.column < column)
    const above = path.map(level => level.key)
    const inList = above[0] === 'items'
    const inside = inList ? above.slice(1) : above
    const dropped =
      (key === 'status' && inside.length === 0) ||
      (metadataKeys.has(key) && inside.length === 1 && inside[0] === 'metadata') ||
      (key === 'kubectl.kubernetes.io/last-applied-configuration' && inside.join('/') === 'metadata/annotations')
    if (dropped && !(match[1] ?? '').includes('-')) {
      skipping = column
      continue
    }
    if (/:\s+[|>][-+0-9]*\s*(#.*)?$/.test(bare)) scalar = column
    path.push({ column, key })
    out.push(line)
  }
  return out.join('')
}
