import type { PathNormalization } from '../../../model/index.ts'

/**
 * A path as the proxy leaves it before it looks at policies and routes [IA-8]. BASE decodes what needs no escape, reads backslashes as
 * slashes and resolves dot segments; MERGE_SLASHES also makes several slashes one; DECODE_AND_MERGE_SLASHES first decodes escaped
 * slashes and backslashes. `path` is without the query.
 */
export function normalisePath(path: string, how: PathNormalization): string {
  switch (how) {
    case 'NONE':
      return path
    case 'BASE':
      return resolveDots(decodePlain(path))
    case 'MERGE_SLASHES':
      return mergeSlashes(resolveDots(decodePlain(path)))
    case 'DECODE_AND_MERGE_SLASHES':
      return mergeSlashes(resolveDots(decodePlain(path.replace(/%2f/gi, '/').replace(/%5c/gi, '\\'))))
  }
}

const mergeSlashes = (path: string): string => path.replace(/\/{2,}/g, '/')

/** Letters, digits, `-`, `.`, `_` and `~` mean the same escaped or not. */
function decodePlain(path: string): string {
  const plain = path.replace(/%([0-9a-f]{2})/gi, (escaped, hex: string) => {
    const char = String.fromCharCode(Number.parseInt(hex, 16))
    return /[A-Za-z0-9\-._~]/.test(char) ? char : escaped
  })
  return plain.replaceAll('\\', '/')
}

/** `.` and `..` as RFC 3986 has it: empty segments count. */
function resolveDots(path: string): string {
  const segments = path.split('/')
  const kept: string[] = []
  for (let i = 1; i < segments.length; i++) {
    const segment = segments[i]!
    const isLast = i === segments.length - 1
    if (segment === '..') {
      kept.pop()
      if (isLast) kept.push('')
    } else if (segment === '.') {
      if (isLast) kept.push('')
    } else kept.push(segment)
  }
  return `/${kept.join('/')}`
}
