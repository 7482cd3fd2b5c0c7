import type { Field } from '../field.ts'
import type { Meta, ReferringResource, WeightedRef } from '../resource.ts'

/**
 * The Service that a host of Istio means: a short name is of the resource's own namespace, `name.ns.svc…` of `ns`; null for hosts
 * outside the cluster's domain and wildcards.
 */
export function serviceOfHost(host: string, namespace: string): { namespace: string; name: string } | null {
  if (host.includes('*') || host === '') return null
  const parts = host.split('.')
  if (parts.length === 1) return { namespace, name: host }
  if (parts[2] === 'svc') return { namespace: parts[1] ?? namespace, name: parts[0] ?? host }
  return null
}

function hostRef(field: Field, meta: Meta, label: string, part: string | null): WeightedRef[] {
  const host = field.string()
  const service = host === null ? null : serviceOfHost(host, meta.namespace)
  return service === null ? [] : [{ group: '', kind: 'Service', ...service, at: field.path, label, part }]
}

export function decodeIstioGateway(root: Field, meta: Meta): ReferringResource {
  const parts = root
    .at('spec', 'servers')
    .items()
    .map(server => {
      const number = server.at('port', 'number').port()
      const protocol = server.at('port', 'protocol').string() ?? ''
      return {
        title: `${number ?? '?'} ${protocol}`,
        detail: server.get('hosts').strings().join(', '),
        at: server.path,
        refs: [],
      }
    })
  const claims = root
    .at('spec', 'servers')
    .items()
    .flatMap(server =>
      server
        .get('hosts')
        .items()
        .map(host => ({
          host: (host.string() ?? '').replace(/^[^/]*\//, ''),
          port: server.at('port', 'number').port(),
          at: host.path,
        })),
    )
  return {
    ...meta,
    type: 'referring',
    role: 'entry',
    parts,
    refs: [],
    claims,
    proxies: root.at('spec', 'selector').stringMap(),
  }
}

function decodeDestination(item: Field, meta: Meta): WeightedRef[] {
  const destination = item.get('destination')
  const subset = destination.get('subset').string()
  const weight = item.get('weight').integer(0, 1_000_000)
  const label = [weight === null ? '' : `weight ${weight}`, subset ?? ''].filter(text => text !== '').join(' · ')
  return hostRef(destination.get('host'), meta, label, subset)
}

/** `exact /login`, in the words of the manifest. */
function describeStringMatch(field: Field): string {
  for (const kind of ['exact', 'prefix', 'regex'] as const) {
    const value = field.get(kind).value
    if (typeof value === 'string') return kind === 'prefix' ? `${value}*` : kind === 'regex' ? `~${value}` : value
  }
  return ''
}

function describeMatch(match: Field): string {
  const words: string[] = []
  for (const [key, field] of match.entries()) {
    if (key === 'uri' || key === 'method' || key === 'authority' || key === 'scheme')
      words.push(describeStringMatch(field))
    else if (key === 'headers')
      for (const [name, value] of field.entries()) words.push(`${name}: ${describeStringMatch(value)}`)
    else if (key !== 'name') words.push(key)
  }
  return words.join(' ')
}

/** VirtualService: http, tls and tcp routes in order. */
export function decodeVirtualService(root: Field, meta: Meta): ReferringResource {
  const spec = root.get('spec')
  const gateways = spec
    .get('gateways')
    .items()
    .flatMap((item): WeightedRef[] => {
      const name = item.string()
      if (name === null || name === 'mesh') return []
      const slash = name.indexOf('/')
      const namespace = slash < 0 ? meta.namespace : name.slice(0, slash)
      return [
        {
          group: 'networking.istio.io',
          kind: 'Gateway',
          namespace,
          name: name.slice(slash + 1),
          at: item.path,
          label: '',
          part: null,
        },
      ]
    })
  const parts = (['http', 'tls', 'tcp'] as const).flatMap(section =>
    spec
      .get(section)
      .items()
      .map(route => {
        const matches = route
          .get('match')
          .items()
          .map(describeMatch)
          .filter(text => text !== '')
        const redirect = route.get('redirect').present
          ? '→ redirect'
          : route.get('directResponse').present
            ? '→ direct response'
            : ''
        return {
          title: matches.length > 0 ? matches.join(' or ') : section === 'http' ? 'every request' : section,
          detail: [
            redirect,
            route.get('fault').present ? 'fault' : '',
            route.get('timeout').present ? `timeout ${route.get('timeout').string()}` : '',
          ]
            .filter(text => text !== '')
            .join(' · '),
          at: route.path,
          refs: route
            .get('route')
            .items()
            .flatMap(item => decodeDestination(item, meta)),
        }
      }),
  )
  // Without gateways, or with `mesh` among them, the sidecars of clients apply it.
  const gatewayNames = spec.get('gateways').strings()
  const inMesh = gatewayNames.length === 0 || gatewayNames.includes('mesh')
  const claims = inMesh
    ? spec
        .get('hosts')
        .items()
        .map(host => ({ host: host.string() ?? '', port: null, at: host.path }))
    : []
  return { ...meta, type: 'referring', role: 'route', parts, refs: gateways, claims, proxies: null }
}

/** DestinationRule: the Service it is about, and its subsets. */
export function decodeDestinationRule(root: Field, meta: Meta): ReferringResource {
  const spec = root.get('spec')
  const parts = spec
    .get('subsets')
    .items()
    .map(subset => ({
      title: subset.get('name').string() ?? '?',
      detail: [...subset.get('labels').stringMap()].map(([key, value]) => `${key}=${value}`).join(', '),
      at: subset.path,
      refs: [],
    }))
  return {
    ...meta,
    type: 'referring',
    role: 'service',
    parts,
    refs: hostRef(spec.get('host'), meta, '', null),
    claims: [],
    proxies: null,
  }
}

/** ServiceEntry: hosts outside the cluster. */
export function decodeServiceEntry(root: Field, meta: Meta): ReferringResource {
  const spec = root.get('spec')
  const hosts = spec
    .get('hosts')
    .items()
    .map(host => ({ title: host.string() ?? '', detail: '', at: host.path, refs: [] }))
  return { ...meta, type: 'referring', role: 'service', parts: hosts, refs: [], claims: [], proxies: null }
}
