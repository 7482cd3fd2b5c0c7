import { inboundPortOf } from '../apis/istio/index.ts'
import { type EndpointGroup, namedPort, type PodGroup } from '../cluster/index.ts'
import { parseAddress } from '../match/index.ts'
import type { ServiceResource } from '../model/index.ts'
import { makeStep } from '../report/index.ts'
import type { Outcome } from './answer.ts'
import { backendOf, type FlowContext, finish, hopAt, type Journey, pass, start } from './context.ts'
import { plainLeg } from './leg.ts'
import { meshContext } from './mesh-context.ts'
import type { ConnectionRequest, ConnectionTarget, TrafficSource } from './request.ts'
import { dialledPort, throughService, toEndpoints } from './service-hop.ts'
import { findPods, readSource } from './source.ts'

/** One connection below HTTP: to a pod, a Service or an address, policies of both ends included. */
export function traceConnection(context: FlowContext, from: TrafficSource, request: ConnectionRequest): Outcome[] {
  const source = readSource(context, from)
  if (source === null)
    return [missing(start, 'flow.noSource', from.kind === 'pod' ? `${from.namespace}/${from.name}` : '')]
  const { end } = source
  const journey =
    end.pods === null
      ? pass(start, hopAt({ kind: 'Outside', namespace: '', name: end.text }, null))
      : pass(
          start,
          hopAt(
            { kind: end.pods.resource.kind, namespace: end.pods.namespace, name: end.pods.name },
            { doc: end.pods.resource.doc, path: [] },
          ),
        )
  const target = resolveTarget(context, request.to)
  if (target === null)
    return [
      missing(
        journey,
        'flow.noTarget',
        request.to.kind === 'ip' ? request.to.ip : `${request.to.namespace}/${request.to.name}`,
      ),
    ]
  if ('type' in target) {
    const port = dialledPort(journey, target, request.port, request.protocol, 1)
    if ('verdict' in port) return [port]
    return throughService(context, journey, target, port, plainLeg(end, null), 1, {
      backend: backendOf('Service', target.namespace, target.name, port.port),
    })
  }
  const port =
    typeof request.port === 'number'
      ? request.port
      : target.pods === null
        ? null
        : namedPort(target.pods, request.port, request.protocol)
  if (port === null) return [missing(journey, 'flow.noPort', String(request.port))]
  const group: EndpointGroup = { ...target, count: 1, port, ready: true, at: null }
  if (request.speaks === undefined || target.pods === null)
    return toEndpoints(context, journey, [group], request.protocol, plainLeg(end, null), 1, {})
  const { transport, app } = request.speaks
  const served = inboundPortOf(meshContext(context), target.pods, port)
  const facts = {
    port: { is: 'port', value: port },
    protocol: { is: 'name', value: served.declared },
  } as const
  const code = served.declared === 'undeclared' ? 'inbound.passedOn' : 'inbound.served'
  const way = pass(journey, null, makeStep(code, facts, { rule: 'IS-48', at: served.at }))
  const leg = { ...plainLeg(end, null), transport, app, declared: served.declared, stated: { tls: served.tls } }
  return toEndpoints(context, way, [group], request.protocol, leg, 1, {})
}

function missing(journey: Journey, code: string, name: string): Outcome {
  return finish(
    journey,
    { kind: 'failed', reason: 'no address', status: null },
    makeStep(code, { pod: { is: 'name', value: name } }, { verdict: 'no' }),
  )
}

interface DirectTarget {
  readonly pods: PodGroup | null
  readonly addresses: readonly string[]
}

function resolveTarget(
  { cluster, assumptions }: FlowContext,
  to: ConnectionTarget,
): ServiceResource | DirectTarget | null {
  switch (to.kind) {
    case 'service':
      return cluster.get('service', '', 'Service', to.namespace, to.name) ?? null
    case 'pod': {
      const pods = findPods(cluster, to.namespace, to.name)
      const assumed = assumptions.pods.get(`${to.namespace}/${to.name}`)?.ip
      return pods === null ? null : { pods, addresses: assumed == null ? pods.ips : [assumed] }
    }
    case 'ip': {
      if (parseAddress(to.ip) === null) return null
      const service = cluster.all('service').find(candidate => candidate.clusterIPs.includes(to.ip))
      if (service !== undefined) return service
      const pods = cluster.pods().find(group => group.ips.includes(to.ip)) ?? null
      return { pods, addresses: [to.ip] }
    }
  }
}
