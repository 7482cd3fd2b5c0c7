import { keyOf } from '../../cluster/index.ts'
import type { IstioGatewayResource, IstioServer, SecretResource } from '../../model/index.ts'
import type { Problem } from '../../report/index.ts'
import {
  type AnalyzeContext,
  type Analyzer,
  count,
  fullName,
  message,
  name,
  names,
  podsWith,
  selectorText,
  takes,
  text,
} from './analyzer.ts'

type Gateway = IstioGatewayResource

/** A Gateway that selects no proxy [IST0101]; null where the project cannot know: it holds no pods that such a selector could mean. */
function withoutPods(context: AnalyzeContext, gateway: Gateway): Problem[] | null {
  if (podsWith(context, gateway.selector).length > 0) return null
  const isMeant =
    context.strict || context.cluster.pods().some(pod => [...gateway.selector.keys()].some(key => pod.labels.has(key)))
  return isMeant
    ? [message(gateway, ['spec', 'selector'], 'IST0101.selector', { value: text(selectorText(gateway.selector)) })]
    : []
}

/** A server's port that no Service of the gateway's pods has [IST0162]. */
export const gatewayPorts: Analyzer = (context, resource) => {
  if (resource.type !== 'istiogateway') return []
  const missing = withoutPods(context, resource)
  if (missing !== null) return missing
  const ports = new Set<number>()
  let isServed = false
  for (const pod of podsWith(context, resource.selector))
    for (const service of context.cluster.servicesSelecting(pod.namespace, pod.labels)) {
      isServed = true
      for (const { port, targetPort, protocol } of service.ports) {
        if (protocol !== 'TCP') continue
        ports.add(port)
        if (typeof targetPort === 'number') ports.add(targetPort)
      }
    }
  if (!context.strict && !isServed) return []
  return resource.servers
    .filter(server => !ports.has(server.port.number))
    .map(server =>
      message(resource, [...server.at, 'port', 'number'], 'IST0162.port', {
        port: count(server.port.number),
        selector: text(selectorText(resource.selector)),
      }),
    )
}

/** A certificate that is not where the gateway's proxy looks for it [IST0101], or is none [IST0161]. */
export const gatewaySecrets: Analyzer = (context, resource) => {
  if (resource.type !== 'istiogateway') return []
  const pods = podsWith(context, resource.selector)
  if (pods.length === 0) return withoutPods(context, resource) ?? []
  const { namespace } = pods[0]!
  return resource.servers.flatMap(({ tls }) => {
    const wanted = tls?.credentialName ?? ''
    if (tls === null || wanted === '') return []
    const at = [...tls.at, 'credentialName']
    const secret = context.cluster.find(keyOf('', 'Secret', namespace, wanted))
    const facts = { value: name(wanted), namespace: name(namespace) }
    if (secret?.type === 'secret')
      return isUsable(context, secret) ? [] : [message(resource, at, 'IST0161.credential', facts)]
    // Where the project keeps no Secrets of a namespace, they are kept elsewhere.
    const isKept = context.strict || context.cluster.all('secret', namespace).length > 0
    return isKept ? [message(resource, at, 'IST0101.credential', facts)] : []
  })
}

/** Whether a gateway could serve with it. That it has run out is only known where somebody knows the time. */
function isUsable({ strict, now }: AnalyzeContext, { pair, isPlaceholder }: SecretResource): boolean {
  if (!strict && isPlaceholder) return true
  return pair !== null && (now === null || (now >= pair.notBeforeMs && now <= pair.notAfterMs))
}

/** One certificate in several Gateways: a browser reuses the connection, and the other Gateway's hosts are not found on it [IST0138]. */
export const gatewayCertificates: Analyzer = ({ cluster }, resource) => {
  if (resource.type !== 'istiogateway') return []
  const others = cluster
    .all('istiogateway')
    .filter(other => other.doc !== resource.doc && takes(resource.selector, other.selector))
  return others.flatMap(other =>
    resource.servers.flatMap(server =>
      other.servers.flatMap(({ tls }) =>
        server.tls !== null && tls !== null && sameCertificate(server.tls, tls)
          ? [message(resource, server.tls.at, 'IST0138.certificate', { other: fullName(other) })]
          : [],
      ),
    ),
  )
}

type Tls = NonNullable<IstioServer['tls']>

function sameCertificate(a: Tls, b: Tls): boolean {
  const [one, two] = [a.credentialName ?? '', b.credentialName ?? '']
  if (one !== '' || two !== '') return one === two
  return (
    a.serverCertificate !== '' &&
    a.serverCertificate === b.serverCertificate &&
    a.privateKey !== '' &&
    a.privateKey === b.privateKey
  )
}

/** Gateways on the same proxies that claim one host on one port: the older wins, and the other is never asked [IST0145]. */
export const conflictingGateways: Analyzer = (context, resource) => {
  if (resource.type !== 'istiogateway') return []
  const others = context.cluster
    .all('istiogateway')
    .filter(other => other.doc !== resource.doc && sharesPods(context, resource, other))
  return resource.servers.flatMap(server => {
    const rivals = others.filter(other =>
      other.servers.some(
        ({ port, hosts }) =>
          port.number === server.port.number && hosts.some(host => server.hosts.some(own => sameHost(own, host))),
      ),
    )
    return rivals.length === 0
      ? []
      : [
          message(resource, [...server.at, 'hosts'], 'IST0145.gateways', {
            others: names(rivals.map(({ namespace, name: own }) => `${namespace}/${own}`)),
            port: count(server.port.number),
            hosts: names(server.hosts.map(({ host }) => host)),
          }),
        ]
  })
}

function sameHost(a: IstioServer['hosts'][number], b: IstioServer['hosts'][number]): boolean {
  return a.host === b.host && a.namespace === b.namespace
}

function sharesPods(context: AnalyzeContext, a: Gateway, b: Gateway): boolean {
  if (selectorText(a.selector) === selectorText(b.selector)) return true
  return podsWith(context, new Map([...a.selector, ...b.selector])).some(
    pod => takes(a.selector, pod.labels) && takes(b.selector, pod.labels),
  )
}
