import { meshTable } from '../apis/gateway/index.ts'
import { declaredOf, dialledPortOf, proxiesOf, proxyOf } from '../apis/istio/index.ts'
import type { PodGroup } from '../cluster/index.ts'
import type { IstioGatewayResource, ServiceResource } from '../model/index.ts'
import type { ConnectionEnd } from '../policy/index.ts'
import { feature, makeStep, type Step } from '../report/index.ts'
import type { Answer, Outcome } from './answer.ts'
import { startFiltering } from './apply-filters.ts'
import { arriver } from './arrive.ts'
import { heedAttached } from './attached-policies.ts'
import { traceConnection } from './connection.ts'
import { backendOf, type FlowContext, finish, hopAt, type Journey, pass, start, unknownOutcome } from './context.ts'
import { type Door, openDoors, pinnedDoor, serviceNamed } from './entries.ts'
import { enterEntry } from './entry-hop.ts'
import { throughGateway } from './gateway-hop.ts'
import { plainLeg } from './leg.ts'
import { fromSidecar } from './mesh-client.ts'
import { meshClientOf, meshContext } from './mesh-context.ts'
import type { TrafficRequest, TrafficSource } from './request.ts'
import { dialledPort, throughService, toEndpoints } from './service-hop.ts'
import { readSource } from './source.ts'
import { shutOut } from './source-ranges.ts'
import { takeRoute } from './take-route.ts'
import { type ClientRequest, readRequest } from './url.ts'

/** Where a request or connection goes, and why. Same project, assumptions and request: same answer. */
export function trace(context: FlowContext, request: TrafficRequest): Answer {
  const assumed: Step[] = []
  if (request.connection !== null)
    return { outcomes: traceConnection(context, request.from, request.connection), assumed }
  const client = request.http === null ? null : readRequest(request.http)
  if (client === null) {
    return {
      outcomes: [
        finish(
          start,
          { kind: 'failed', reason: 'no address', status: null },
          makeStep('flow.badUrl', { url: { is: 'url', value: request.http?.url ?? '' } }, { verdict: 'no' }),
        ),
      ],
      assumed,
    }
  }
  const source = readSource(context, request.from)
  if (source === null) {
    const text = request.from.kind === 'pod' ? `${request.from.namespace}/${request.from.name}` : ''
    return {
      outcomes: [
        finish(
          start,
          { kind: 'failed', reason: 'no address', status: null },
          makeStep('flow.noSource', { pod: { is: 'name', value: text } }, { verdict: 'no' }),
        ),
      ],
      assumed,
    }
  }
  assumed.push(...source.assumed)
  const outcomes = fromSource(context, request, client, source.end, assumed).map(outcome =>
    heedAttached(context, outcome),
  )
  if (outcomes.some(outcome => outcome.verdict.kind === 'delivered') && context.assumptions.backendsPreset === null)
    assumed.push(makeStep('assume.answers200', {}, { verdict: 'assumed' }))
  return { outcomes, assumed }
}

function fromSource(
  context: FlowContext,
  request: TrafficRequest,
  client: ClientRequest,
  end: ConnectionEnd,
  assumed: Step[],
): Outcome[] {
  const journey = startAt(request.from, end)
  const proxy = end.pods === null ? null : meshClientOf(context, end.pods)
  const leave = (call: ClientRequest): Outcome[] => {
    // A name outside may lead back to a gateway of the project, as DNS would have it.
    const elsewhere = (way: Journey): Outcome[] | null => {
      if (serviceNamed(context, call.dialled, namespaceOf(request.from)) !== null) return null
      const back = openDoors(context, call).find(({ claim }) => claim > 0)
      return back === undefined ? null : enter(context, way, back.door, call, end, null, assumed)
    }
    const step = proxyOf(context.cluster, context.assumptions, end.pods!).step
    if (step.verdict === 'assumed') assumed.push(step)
    return fromSidecar(context, pass(journey, null, step), proxy!, end, call, arriver(context, assumed), elsewhere)
  }
  if (request.to !== null) {
    const door = pinnedDoor(context, request.to)
    if (door === null) {
      const entry = `${request.to.kind} ${request.to.namespace}/${request.to.name}`
      return [
        finish(
          journey,
          { kind: 'failed', reason: 'no address', status: null },
          makeStep('flow.noEntry', { entry: { is: 'name', value: entry } }, { verdict: 'no' }),
        ),
      ]
    }
    if (door.kind === 'service' && proxy !== null) {
      const dialled =
        client.dialled === client.host
          ? `${door.service.name}.${door.service.namespace}.svc.cluster.local`
          : client.dialled
      return leave({ ...client, dialled })
    }
    return enter(context, journey, door, client, end, request.to.section, assumed)
  }
  if (proxy !== null) return leave(client)
  const inside = request.from.kind !== 'external'
  const service = inside ? serviceNamed(context, client.dialled, namespaceOf(request.from)) : null
  if (service !== null) return enter(context, journey, { kind: 'service', service }, client, end, null, assumed)
  const pods = inside ? context.cluster.pods().find(group => group.ips.includes(client.dialled)) : undefined
  if (pods !== undefined) {
    const group = { pods, addresses: [client.dialled], count: 1, port: client.port, ready: true, at: null }
    const leg = plainLeg(end, client, arriver(context, assumed))
    return toEndpoints(context, journey, [group], 'TCP', leg, 1, { upstream: startFiltering(client).upstream })
  }
  const doors = openDoors(context, client)
  const best = doors[0]
  if (best === undefined) {
    // A controller that the assumptions name may answer by itself for what no route takes.
    const controller = foreignProfile(context)
    if (!inside && controller !== null) return [unknownOutcome(journey, controller)]
    const step = makeStep(
      'flow.noDoor',
      { host: { is: 'host', value: client.host }, port: { is: 'port', value: client.port } },
      { verdict: 'no' },
    )
    return [finish(journey, { kind: 'failed', reason: 'no address', status: null }, step)]
  }
  const rivals = doors.filter(({ claim, door }) => claim === best.claim && door !== best.door)
  const facts = {
    host: { is: 'host', value: client.dialled },
    entry: { is: 'name', value: doorName(best.door) },
  } as const
  const others = {
    is: 'list',
    items: rivals.map(({ door }) => ({ is: 'name' as const, value: doorName(door) })),
  } as const
  assumed.push(
    makeStep(
      rivals.length === 0 ? 'assume.dnsLeadsTo' : 'assume.dnsLeadsToOneOf',
      rivals.length === 0 ? facts : { ...facts, others },
      { verdict: 'assumed' },
    ),
  )
  return enter(context, journey, best.door, client, end, null, assumed)
}

function startAt(from: TrafficSource, end: ConnectionEnd): Journey {
  if (end.pods === null)
    return pass(
      start,
      hopAt({ kind: 'Outside', namespace: '', name: from.kind === 'external' ? 'internet' : end.text }, null),
    )
  const { resource } = end.pods
  return pass(
    start,
    hopAt({ kind: resource.kind, namespace: resource.namespace, name: resource.name }, { doc: resource.doc, path: [] }),
  )
}

function doorName(door: Door): string {
  if (door.kind === 'service') return `Service ${door.service.namespace}/${door.service.name}`
  if (door.kind === 'workload') return `${door.pods.resource.kind} ${door.pods.namespace}/${door.pods.name}`
  const { resource } = door
  return `${resource.kind} ${resource.namespace}/${resource.name}`
}

function enter(
  context: FlowContext,
  journey: Journey,
  door: Door,
  client: ClientRequest,
  end: ConnectionEnd,
  section: string | null,
  assumed: Step[],
): Outcome[] {
  switch (door.kind) {
    case 'unknown': {
      const { resource, feature } = door
      const at = { doc: resource.doc, path: [] }
      return [unknownOutcome(pass(journey, hopAt(resource, at, 'unknown')), feature, { at })]
    }
    case 'service':
      return enterService(context, journey, door.service, client, end, assumed)
    case 'istio':
      return enterIstio(context, journey, door.resource, client, end, assumed)
    case 'workload':
      return enterWorkload(context, journey, door.pods, client, end, assumed)
    case 'entry':
      return enterEntry(context, journey, door, {
        client,
        section,
        assumed,
        leg: plainLeg(end, client, arriver(context, assumed)),
      })
  }
}

function enterService(
  context: FlowContext,
  journey: Journey,
  service: ServiceResource,
  client: ClientRequest,
  end: ConnectionEnd,
  assumed: Step[],
): Outcome[] {
  const port = dialledPort(journey, service, client.port, 'TCP', 1)
  if ('verdict' in port) return [port]
  const shut = shutOut(journey, service, end)
  if (shut !== null) return [shut]
  const carried = {
    backend: backendOf('Service', service.namespace, service.name, port.port),
    upstream: startFiltering(client).upstream,
  }
  const table = end.pods === null ? null : meshTable(context.cluster, service, port, end.pods.namespace)
  if (table !== null) {
    const way = pass(
      journey,
      hopAt({ kind: 'Service', namespace: service.namespace, name: service.name }, { doc: service.doc, path: port.at }),
    )
    return takeRoute({ context, request: client, listenerPort: port.port, source: end, protocol: 'TCP' }, way, table)
  }
  const leg = { ...plainLeg(end, client, arriver(context, assumed)), declared: declaredOf(port) }
  const plain = throughService(context, journey, service, port, leg, 1, carried)
  const profile = foreignProfile(context)
  if (profile === null) return plain
  const at = { doc: service.doc, path: port.at }
  return [
    unknownOutcome(
      pass(journey, hopAt({ kind: 'Service', namespace: service.namespace, name: service.name }, at, 'unknown')),
      profile,
      { at, bySpecification: plain[0] ?? null },
    ),
  ]
}

/** By a port of the gateway's Services to the container port of its proxy. */
function enterIstio(
  context: FlowContext,
  journey: Journey,
  gateway: IstioGatewayResource,
  client: ClientRequest,
  end: ConnectionEnd,
  assumed: Step[],
): Outcome[] {
  const proxy = proxiesOf(meshContext(context), gateway)[0]!
  const name = { is: 'name', value: `${proxy.namespace}/${proxy.name}` } as const
  const port = dialledPortOf(proxy, client.port)
  const at = { doc: gateway.doc, path: ['spec', 'servers'] }
  if (proxy.isAssumed)
    assumed.push(
      makeStep(
        'assume.gatewayExists',
        { proxy: name },
        { verdict: 'assumed', at: { doc: gateway.doc, path: ['spec', 'selector'] } },
      ),
    )
  if (port === null) {
    const step = makeStep(
      'gateway.notDialled',
      { proxy: name, port: { is: 'port', value: client.port } },
      { rule: 'IS-41', verdict: 'no', at },
    )
    return [
      finish(
        pass(journey, hopAt(gateway, at, 'failed')),
        { kind: 'failed', reason: 'no listener', status: null },
        step,
      ),
    ]
  }
  const leg = plainLeg(end, client, arriver(context, assumed))
  return throughGateway(context, journey, { proxy, port, request: client, leg, assumed })
}

/** Pods dialled by themselves, at a port of theirs. */
function enterWorkload(
  context: FlowContext,
  journey: Journey,
  pods: PodGroup,
  client: ClientRequest,
  end: ConnectionEnd,
  assumed: Step[],
): Outcome[] {
  const group = { pods, addresses: pods.ips, count: pods.count, port: client.port, ready: true, at: null }
  const leg = plainLeg(end, client, arriver(context, assumed))
  return toEndpoints(context, journey, [group], 'TCP', leg, 1, { upstream: startFiltering(client).upstream })
}

function namespaceOf(from: TrafficSource): string | null {
  return from.kind === 'external' ? null : from.namespace
}

/** A profile that the assumptions give to everything and whose ways are not simulated yet. */
function foreignProfile({ assumptions }: FlowContext): string | null {
  const profile = assumptions.profiles.get('default')
  return profile === undefined || ['specification', 'gateway-api', 'istio'].includes(profile)
    ? null
    : feature('profile', profile)
}
