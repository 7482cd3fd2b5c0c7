/**
 * The Service that a host of Istio means: a short name is of the given namespace, `name.ns.svc…` of `ns`; null for hosts outside the
 * cluster's domain and wildcards. A name with one dot is none.
 */
export function serviceOfHost(host: string, namespace: string): { namespace: string; name: string } | null {
  if (host.includes('*') || host === '') return null
  const parts = host.split('.')
  if (parts.length === 1) return { namespace, name: host }
  if (parts[2] === 'svc') return { namespace: parts[1] ?? namespace, name: parts[0] ?? host }
  return null
}

/** The full name of a host: only a name without a dot is expanded, in the namespace of the resource that says it. */
export function fullHost(host: string, namespace: string): string {
  const lower = host.toLowerCase()
  return lower.includes('.') || lower.includes('*') ? lower : `${lower}.${namespace}.svc.cluster.local`
}

/** `namespace/name` of an Istio Gateway as a VirtualService names it: `name`, `./name`, `ns/name`, or the old `name.ns[.svc…]`. */
export function gatewayName(text: string, namespace: string): string {
  const slash = text.indexOf('/')
  if (slash >= 0) {
    const before = text.slice(0, slash)
    return `${before === '.' ? namespace : before}/${text.slice(slash + 1)}`
  }
  const [name = '', ns] = text.split('.')
  return ns === undefined ? `${namespace}/${name}` : `${ns}/${name}`
}
