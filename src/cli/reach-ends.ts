import { findServicePort, namedPort } from '../cluster/index.ts'
import type { FlowContext } from '../flow/index.ts'
import { parseAddress } from '../match/index.ts'
import { addressEnd, type ConnectionEnd, type PacketPort, type Place, placesOf, podEnd } from '../policy/index.ts'
import { nameOf, placesNamed } from './connections.ts'
import { InputError } from './input.ts'

/** One connection that is asked about: where it ends, after a Service's port was replaced by the pod's. */
export interface ReachWay {
  readonly from: string
  readonly source: ConnectionEnd
  readonly to: string
  readonly destination: ConnectionEnd
  readonly packet: PacketPort
}

type Protocol = PacketPort['protocol']

/** What two words and a port mean: one way, or one for each workload behind a Service. A word that means nothing, or two things, is wrong usage. */
export function waysOf(context: FlowContext, from: string, to: string, portText: string): ReachWay[] {
  const source = sourceOf(context, from)
  const [text = '', protocolText] = portText.split('/')
  const protocol = (protocolText ?? 'TCP').toUpperCase() as Protocol
  const port = /^\d+$/.test(text) ? Number(text) : text
  if (typeof port === 'number' && (port < 1 || port > 65535)) throw new InputError(`${portText}: no such port`)
  const way = (found: Found, number: number): ReachWay => ({
    from: source.name,
    source: source.end,
    to: found.name,
    destination: found.end,
    packet: { port: number, protocol },
  })
  const service = serviceOf(context, to)
  if (service !== null) return service(port, protocol).map(({ found, number }) => way(found, number))
  const destination = endOf(context, to)
  return [way(destination, numberOf(destination, port, protocol))]
}

interface Found {
  readonly name: string
  readonly end: ConnectionEnd
}

function sourceOf(context: FlowContext, word: string): Found {
  if (/^(service|svc)\//.test(word)) throw new InputError(`${word}: a Service dials nothing`)
  return endOf(context, word)
}

/** A workload by name, or an address; the address of a pod that is there is the pod. */
function endOf({ cluster, assumptions }: FlowContext, word: string): Found {
  const places = placesOf(cluster)
  const ofPlace = (place: Place): Found => {
    const resource = cluster.ofDoc(place.doc)
    const pods = resource === undefined ? null : cluster.podGroup(resource)
    if (pods === null) throw new InputError(`${word}: has no pods`)
    const assumed = assumptions.pods.get(`${pods.namespace}/${pods.name}`)?.ip
    return { name: nameOf(place), end: podEnd(pods, assumed == null ? pods.ips : [assumed]) }
  }
  if (parseAddress(word) !== null) {
    const place = places.map(ofPlace).find(({ end }) => end.addresses.some(address => sameAddress(address, word)))
    return place ?? { name: word, end: addressEnd(word) }
  }
  const found = placesNamed(places, word)
  if (found.length > 1)
    throw new InputError(`${word}: more than one workload: ${found.map(({ key }) => key).join(', ')}`)
  if (found[0] === undefined) throw new InputError(`${word}: no such pod or workload, Service or address`)
  return ofPlace(found[0])
}

function sameAddress(address: { readonly version: number; readonly value: bigint }, word: string): boolean {
  const other = parseAddress(word)
  return other !== null && other.version === address.version && other.value === address.value
}

type ServicePods = (port: number | string, protocol: Protocol) => { readonly found: Found; readonly number: number }[]

/** The pods behind a Service that is asked for by `service/NS/NAME`, or by its own address; null for any other word. */
function serviceOf(context: FlowContext, word: string): ServicePods | null {
  const { cluster } = context
  const [, name] = /^(?:service|svc)\/(.+)$/.exec(word) ?? []
  const services = cluster
    .all('service')
    .filter(service =>
      name === undefined
        ? service.clusterIPs.includes(word)
        : `${service.namespace}/${service.name}` === name || service.name === name,
    )
  if (name === undefined && services.length === 0) return null
  const [service] = services
  if (service === undefined) throw new InputError(`${word}: no such Service`)
  if (services.length > 1) throw new InputError(`${word}: in more than one namespace`)
  const { selector } = service
  if (selector === null)
    throw new InputError(`${word}: has no selector, so that its endpoints are not pods of the manifests`)
  return (port, protocol) => {
    const own = findServicePort(service, port, protocol)
    if (own === null) throw new InputError(`${word}: has no port ${port} of ${protocol}`)
    const seen = new Map<string, { readonly found: Found; readonly number: number }>()
    for (const pods of cluster.podsSelected(service.namespace, {
      matchLabels: [...selector],
      matchExpressions: [],
    })) {
      const number = typeof own.targetPort === 'number' ? own.targetPort : namedPort(pods, own.targetPort, protocol)
      const key = `${pods.namespace}/${pods.name}`
      if (number !== null) seen.set(key, { found: { name: key, end: podEnd(pods) }, number })
    }
    if (seen.size === 0) throw new InputError(`${word}: no pod is behind port ${port}`)
    return [...seen.values()]
  }
}

function numberOf({ name, end }: Found, port: number | string, protocol: Protocol): number {
  if (typeof port === 'number') return port
  const number = end.pods === null ? null : namedPort(end.pods, port, protocol)
  if (number === null) throw new InputError(`${name}: no container has a port ${port} of ${protocol}`)
  return number
}
