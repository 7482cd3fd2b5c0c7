/**
 * How far a leading `*.` reaches: `oneLabel` as Ingress has it (`*.foo.com` is not `a.b.foo.com`), `manyLabels` as Gateway API, Istio
 * and Kong have it. In both the wildcard stands for at least one label.
 */
export type WildcardReach = 'oneLabel' | 'manyLabels'

/** Lower case, without port and without the root's final dot. An IPv6 literal keeps its brackets. */
export function normaliseHost(host: string): string {
  const lower = host.toLowerCase()
  const end = lower.startsWith('[') ? lower.indexOf(']') + 1 : lower.lastIndexOf(':')
  const bare = end > 0 ? lower.slice(0, end) : lower
  return bare.endsWith('.') ? bare.slice(0, -1) : bare
}

/** Whether a normalised host is covered. `''` and `*` cover every host. */
export function matchHostname(pattern: string, host: string, reach: WildcardReach): boolean {
  if (pattern === '' || pattern === '*') return true
  if (!pattern.startsWith('*.')) return pattern.toLowerCase() === host
  const suffix = pattern.slice(1).toLowerCase()
  if (host.length <= suffix.length || !host.endsWith(suffix)) return false
  return reach === 'manyLabels' || !host.slice(0, host.length - suffix.length).includes('.')
}

/** Orders patterns from the most specific: exact, then longer wildcards, then none. Negative when `a` is more specific. */
export function compareHostnames(a: string, b: string): number {
  return rankOf(b) - rankOf(a)
}

/** Grows with specificity; equal for hostnames of one kind and length. */
export function rankOf(pattern: string): number {
  if (pattern === '' || pattern === '*') return 0
  return pattern.startsWith('*.') ? pattern.length : 100_000 + pattern.length
}

/** The more specific of two patterns that share hosts, or null when they share none. Wildcards reach over many labels. */
export function intersectHostnames(a: string, b: string): string | null {
  const left = a.toLowerCase()
  const right = b.toLowerCase()
  if (left === '' || left === '*') return right
  if (right === '' || right === '*') return left
  if (left === right) return left
  const leftWild = left.startsWith('*.')
  const rightWild = right.startsWith('*.')
  if (leftWild && rightWild) {
    if (left.endsWith(right.slice(1))) return left
    return right.endsWith(left.slice(1)) ? right : null
  }
  if (leftWild) return matchHostname(left, right, 'manyLabels') ? right : null
  if (rightWild) return matchHostname(right, left, 'manyLabels') ? left : null
  return null
}

/** Whether a name is covered, a leading star standing for any text before it, labels or parts of one: `*foo.com` takes `a-foo.com`. */
export function matchSuffix(pattern: string, name: string): boolean {
  if (!pattern.startsWith('*')) return pattern === name
  return name.length >= pattern.length && name.endsWith(pattern.slice(1))
}

/** Whether every name that `inner` covers is covered by `outer` too, stars read as in `matchSuffix`. */
export function isWithin(inner: string, outer: string): boolean {
  if (outer === '*') return true
  if (!inner.startsWith('*')) return outer.startsWith('*') ? matchSuffix(outer, inner) : inner === outer
  return outer.startsWith('*') && inner.length >= outer.length && inner.endsWith(outer.slice(1))
}

/** The narrower of two patterns that share names; null when they share none, or neither holds the other. */
export function narrowerOf(a: string, b: string): string | null {
  return isWithin(a, b) ? a : isWithin(b, a) ? b : null
}
