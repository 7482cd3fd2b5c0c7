import { concreteOf, type Destination, destinationOf, type MeshClient, type MeshEndpoint } from '../apis/istio/index.ts'
import { type EndpointGroup, findServicePort } from '../cluster/index.ts'
import type { BackendTarget } from '../dataplane/index.ts'
import { parseAddress } from '../match/index.ts'
import { type ServiceEntryResource, type ServiceResource, serviceOfHost } from '../model/index.ts'
import { feature, makeStep } from '../report/index.ts'
import type { BackendChosen, Outcome } from './answer.ts'
import { backendOf, type FlowContext, finish, hopAt, type Journey, pass, unknownOutcome } from './context.ts'
import type { Carried, Leg } from './leg.ts'
import { meshContext } from './mesh-context.ts'
import { plainTarget } from './plain-target.ts'
import { throughService, toEndpoints } from './service-hop.ts'

export type HostTarget = Extract<BackendTarget, { kind: 'host' }>

/** Who forwards to a host of the mesh, and how. */
export interface MeshForwarding {
  readonly context: FlowContext
  readonly client: MeshClient
  readonly listenerPort: number
  /** The leg without what the destination adds to it. */
  readonly leg: Leg
  /** What the client dialled, for destinations that leave the address as it is. */
  readonly dialled: { readonly name: string; readonly port: number }
}

/** Follows a share to a host of the mesh: its service as the client sees it, the rule for it, its endpoints, their proxies. */
export function toMeshHost(
  forwarding: MeshForwarding,
  journey: Journey,
  target: HostTarget,
  share: number,
  carried: Carried,
): Outcome[] {
  const { context, client, listenerPort } = forwarding
  const destination = destinationOf(meshContext(context), client, { ...target, listenerPort })
  const isHttp = forwarding.leg.app !== 'tcp'
  if (destination.kind === 'missing') {
    const named = destination.what === 'host' ? serviceOfHost(target.host, '') : null
    // SV-7
    if (named !== null && !context.cluster.holdsServices(named.namespace))
      return [unknownOutcome(journey, feature('undeclaredService', `${named.namespace}/${named.name}`), { share })]
    const backend = backendOfHost(target, destination.port)
    const verdict = { kind: 'failed', reason: 'no backend', status: isHttp ? target.status : null } as const
    return [finish(journey, verdict, destination.step, { share, ...carried, backend })]
  }
  const backend = backendOfCluster(target, destination)
  const { service, endpoints } = destination
  const at = { doc: service.resource.doc, path: destination.port.at }
  const declaring = destination.rule?.subsets.find(item => item.subset === destination.subset)
  const declaringAt = declaring === undefined ? null : { doc: declaring.rule.doc, path: declaring.subset.at }
  const way = pass(
    pass(journey, null, ...destination.steps),
    hopAt(
      { kind: service.resource.kind, namespace: service.namespace, name: service.resource.name },
      at,
      endpoints.length === 0 && !destination.original ? 'failed' : 'passed',
    ),
    ...balancing(destination),
  )
  const through = declaring === undefined ? way : pass(way, hopAt(declaring.rule, declaringAt!))
  const leg = legTo(forwarding.leg, destination, context, backend, client.kind)
  if (destination.original) return toOriginal(forwarding, through, leg, share, { ...carried, backend })
  if (endpoints.length === 0) {
    const facts = {
      host: { is: 'host', value: service.host },
      subset: { is: 'name', value: target.subset ?? '' },
      port: { is: 'port', value: destination.port.number },
    } as const
    const code = target.subset === null ? 'mesh.noEndpoint' : 'mesh.emptySubset'
    const step = makeStep(code, facts, { rule: 'IS-34', verdict: 'no', at: declaringAt ?? at })
    const verdict = { kind: 'failed', reason: 'no endpoint', status: isHttp ? 503 : null } as const
    return [finish(through, verdict, step, { share, ...carried, backend })]
  }
  const unsure = unsureEndpoint(context, destination)
  if (unsure !== null)
    return [
      unknownOutcome(through, feature('endpointHealth', unsure), { share, ...carried, backend, at: endpoints[0]!.at }),
    ]
  const inside = endpoints.filter(endpoint => endpoint.group !== null)
  const outcomes =
    inside.length === 0
      ? []
      : toEndpoints(
          context,
          through,
          inside.map(endpoint => endpoint.group!),
          'TCP',
          leg,
          share * inside.reduce((sum, endpoint) => sum + endpoint.share, 0),
          { ...carried, backend },
          inside.map(endpoint => endpoint.share),
        )
  const others = endpoints
    .filter(endpoint => endpoint.group === null)
    .flatMap(endpoint =>
      toAddress(context, through, endpoint, service.namespace, leg, share * endpoint.share, { ...carried, backend }),
    )
  return [...outcomes, ...others]
}

/** What a copy of a request goes to, as far as the first endpoint leads. */
export function mirrorAt(
  context: FlowContext,
  client: MeshClient,
  listenerPort: number,
  target: HostTarget,
): BackendChosen {
  const destination = destinationOf(meshContext(context), client, { ...target, listenerPort })
  if (destination.kind === 'missing') return backendOfHost(target, destination.port)
  const chosen = backendOfCluster(target, destination)
  const address = destination.endpoints.find(endpoint => endpoint.group === null)?.address ?? null
  if (address === null) return chosen
  const found = plainTarget(context, address, destination.service.namespace)
  if (found.kind !== 'service') return chosen
  return { ...chosen, kind: 'Service', namespace: found.service.namespace, name: found.service.name }
}

/** Where the endpoints of several localities stand in for one another, whether an address outside answers decides. */
function unsureEndpoint(
  { cluster }: FlowContext,
  { policy, endpoints, standby }: Extract<Destination, { kind: 'cluster' }>,
): string | null {
  if (!standby || (policy.loadBalancer?.locality?.distribute.length ?? 0) > 0) return null
  const unknown = endpoints.find(
    ({ address, group }) => group === null && address !== null && !isOfCluster(cluster, address),
  )
  return unknown?.address ?? null
}

function isOfCluster(cluster: FlowContext['cluster'], address: string): boolean {
  if (parseAddress(address) !== null)
    return cluster.serviceAt(address) !== undefined || cluster.pods().some(pods => pods.ips.includes(address))
  return !address.includes('.') || address.endsWith('.svc.cluster.local')
}

function backendOfHost(target: HostTarget, port: number): BackendChosen {
  const named = serviceOfHost(target.host, '')
  const base =
    named === null || named.namespace === ''
      ? backendOf('Host', '', target.host, port)
      : backendOf('Service', named.namespace, named.name, port)
  return { ...base, host: target.host, subset: target.subset }
}

function backendOfCluster(
  target: HostTarget,
  { service, port }: Extract<Destination, { kind: 'cluster' }>,
): BackendChosen {
  const { kind, name } = service.resource
  const base = backendOf(kind, service.namespace, name, port.number)
  return { ...base, host: service.host.startsWith('*') ? target.host : service.host, subset: target.subset }
}

/** TLS of the destination's rule; without one, mutual TLS where both ends are of the mesh [IS-37]. */
function legTo(
  leg: Leg,
  { service, policy, port }: Extract<Destination, { kind: 'cluster' }>,
  context: FlowContext,
  backend: BackendChosen,
  clientKind: MeshClient['kind'],
): Leg {
  const { mesh } = meshContext(context)
  const isInside = service.resource.type === 'service' || !service.resource.isExternal
  const transport =
    policy.tls === null
      ? isInside && mesh.enableAutoMtls
        ? 'auto'
        : leg.inner
      : policy.tls.mode === 'DISABLE'
        ? leg.inner
        : policy.tls.mode === 'ISTIO_MUTUAL'
          ? 'mtls'
          : 'tls'
  const isHttpPort = port.protocol === 'http' || port.protocol === 'http2' || port.protocol === 'grpc'
  const pool = policy.connectionPool
  const app =
    leg.app === 'tcp'
      ? 'tcp'
      : pool?.useClientProtocol === true
        ? leg.app
        : port.protocol === 'grpc' || port.protocol === 'http2' || pool?.h2UpgradePolicy === 'UPGRADE'
          ? 'http2'
          : isHttpPort || clientKind === 'gateway'
            ? 'http'
            : leg.app
  return {
    ...leg,
    transport,
    app,
    declared: port.protocol,
    ...(service.resource.type === 'serviceentry' && destinationPort(service.resource, port.number) !== null
      ? { originalPort: destinationPort(service.resource, port.number)! }
      : {}),
    sni: policy.tls?.sni ?? (transport === 'tls' && leg.inner === 'plaintext' ? (backend.host ?? '') : null),
  }
}

/** The port that a ServiceEntry sends its own to; null where it says none. */
function destinationPort(entry: ServiceEntryResource, number: number): number | null {
  return entry.ports.find(port => port.number === number)?.targetPort ?? null
}

function balancing({
  policy,
  port,
  service,
}: Extract<Destination, { kind: 'cluster' }>): ReturnType<typeof makeStep>[] {
  const { loadBalancer } = policy
  const facts = { host: { is: 'host', value: service.host }, port: { is: 'port', value: port.number } } as const
  if (loadBalancer?.consistentHash != null) {
    const { by, name } = loadBalancer.consistentHash
    return [
      makeStep(
        'mesh.consistentHash',
        { ...facts, by: { is: 'name', value: by === 'sourceIp' ? 'source IP' : `${by} ${name}` } },
        { rule: 'IS-38' },
      ),
    ]
  }
  const simple = loadBalancer?.simple ?? null
  return simple === null
    ? []
    : [makeStep('mesh.loadBalancer', { ...facts, by: { is: 'name', value: simple } }, { rule: 'IS-38' })]
}

/** On to what the client dialled, whatever name the request carries. */
function toOriginal(
  { context, client, dialled }: MeshForwarding,
  journey: Journey,
  leg: Leg,
  share: number,
  carried: Carried,
): Outcome[] {
  const found = plainTarget(context, dialled.name, client.namespace)
  const targetPort = leg.originalPort ?? dialled.port
  if (found.kind === 'service') return toService(context, journey, found.service, targetPort, leg, share, carried)
  return toEndpoints(context, journey, [{ ...found.group, port: targetPort }], 'TCP', leg, share, carried)
}

/** An address or name of a ServiceEntry's endpoint: of the cluster, or outside it. */
function toAddress(
  context: FlowContext,
  journey: Journey,
  endpoint: MeshEndpoint,
  namespace: string,
  leg: Leg,
  share: number,
  carried: Carried,
): Outcome[] {
  const found = plainTarget(context, endpoint.address ?? '', namespace)
  if (found.kind === 'service') return toService(context, journey, found.service, endpoint.port, leg, share, carried)
  return toEndpoints(context, journey, [{ ...found.group, port: endpoint.port }], 'TCP', leg, share, carried)
}

/** Through a Service as kube-proxy does it: what is reached is the Service's. */
function toService(
  context: FlowContext,
  journey: Journey,
  service: ServiceResource,
  number: number,
  leg: Leg,
  share: number,
  carried: Carried,
): Outcome[] {
  const concrete = concreteOf(meshContext(context), service)
  if (concrete === null)
    return [unknownOutcome(journey, feature('externalName'), { share, ...carried, at: { doc: service.doc, path: [] } })]
  const port = findServicePort(concrete, number, 'TCP')
  if (port === null) {
    const facts = {
      service: {
        is: 'resource' as const,
        kind: 'Service',
        namespace: concrete.namespace,
        name: concrete.name,
        doc: concrete.doc,
      },
      port: { is: 'text' as const, value: String(number) },
      protocol: { is: 'protocol' as const, value: 'TCP' },
    }
    const step = makeStep('service.noSuchPort', facts, {
      rule: 'SV-4',
      verdict: 'no',
      at: { doc: concrete.doc, path: ['spec', 'ports'] },
    })
    const status = leg.app !== 'tcp' ? 503 : null
    return [finish(journey, { kind: 'failed', reason: 'connection refused', status }, step, { share, ...carried })]
  }
  const own = backendOf('Service', concrete.namespace, concrete.name, port.port)
  const backend = {
    ...own,
    host: carried.backend?.host ?? null,
    subset: carried.backend?.subset ?? null,
    passthrough: carried.backend?.passthrough ?? false,
  }
  return throughService(context, journey, concrete, { ...port, straight: false }, leg, share, { ...carried, backend })
}

/** A connection that no listener of the sidecar knows: it goes where the client dialled, as the client made it. */
export function passThrough(
  forwarding: Omit<MeshForwarding, 'listenerPort'>,
  journey: Journey,
  share: number,
  carried: Carried,
): Outcome[] {
  const { context, dialled, client } = forwarding
  const backend: BackendChosen = { ...backendOf('Address', '', dialled.name, dialled.port), passthrough: true }
  const leg: Leg = { ...forwarding.leg, transport: forwarding.leg.inner, declared: 'undeclared' }
  const found = plainTarget(context, dialled.name, client.namespace)
  if (found.kind === 'service') {
    const { service } = found
    const name = backendOf('Service', service.namespace, service.name, dialled.port)
    const whole = { ...carried, backend: { ...name, passthrough: true } }
    if (service.headless) {
      const groups = headlessGroups(context, service, dialled.port)
      if (groups.length > 0) return toEndpoints(context, journey, groups, 'TCP', leg, share, whole)
    }
    return toService(context, journey, service, dialled.port, leg, share, whole)
  }
  return toEndpoints(context, journey, [{ ...found.group, port: dialled.port }], 'TCP', leg, share, {
    ...carried,
    backend,
  })
}

/** The pods behind a headless Service, dialled straight at a port. */
function headlessGroups({ cluster }: FlowContext, service: ServiceResource, port: number): EndpointGroup[] {
  if (service.selector === null) return []
  return cluster
    .podsSelected(service.namespace, { matchLabels: [...service.selector], matchExpressions: [] })
    .filter(pods => pods.running && pods.ready)
    .map(pods => ({ pods, addresses: pods.ips, count: pods.count, port, ready: true, at: null }))
}
