import { type EndpointGroup, endpointsOf, findServicePort } from '../cluster/index.ts'
import type { ServicePort, ServiceResource } from '../model/index.ts'
import { addressEnd, type Connection, evaluateDirection, otherPolicy, podEnd } from '../policy/index.ts'
import { type Facts, feature, makeStep, type Step } from '../report/index.ts'
import type { Outcome, PodChosen, ResourceName, Transport } from './answer.ts'
import { type FlowContext, finish, hopAt, type Journey, pass, unknownOutcome } from './context.ts'
import { meetProxy } from './destination-proxy.ts'
import { nameOfEndpoints as nameOf } from './endpoint-name.ts'
import type { Carried, Leg } from './leg.ts'
import type { ClientRequest } from './url.ts'

/** Follows a connection through a Service to its endpoints, policies of both ends included. Shares add up to `share`. */
export function throughService(
  context: FlowContext,
  journey: Journey,
  service: ServiceResource,
  port: DialledPort,
  leg: Leg,
  share: number,
  carried: Carried,
): Outcome[] {
  const isHttp = leg.app !== 'tcp'
  const name: ResourceName = { kind: 'Service', namespace: service.namespace, name: service.name }
  const at = { doc: service.doc, path: port.at }
  const fact = { is: 'resource' as const, ...name, doc: service.doc }
  const portFact = { is: 'port' as const, value: port.port }
  if (service.serviceType === 'ExternalName')
    return [
      unknownOutcome(pass(journey, hopAt(name, at, 'unknown')), feature('externalName'), { share, ...carried, at }),
    ]
  // Proxies in front of it dial its pods themselves.
  if (service.proxyFeature !== null && leg.source.kind !== 'unlabelledPod')
    return [
      unknownOutcome(pass(journey, hopAt(name, at, 'unknown')), feature('serviceProxy', service.proxyFeature), {
        share,
        ...carried,
        at,
      }),
    ]
  const found = endpointsOf(context.cluster, context.assumptions, service, port)
  const groups = port.straight ? found.map(group => ({ ...group, port: port.port })) : found
  const usable = groups.filter(group => group.ready && group.port !== null && group.count > 0)
  if (usable.length === 0) {
    const because = groups.length === 0 ? whyNone(service) : groups.map(group => whyUnusable(group, port))
    const step = makeStep(
      'service.noEndpoint',
      { service: fact, port: portFact },
      {
        rule: 'SV-2',
        verdict: 'no',
        at: { doc: service.doc, path: service.selector === null ? at.path : ['spec', 'selector'] },
        because,
      },
    )
    return [
      finish(
        pass(journey, hopAt(name, at, 'failed')),
        { kind: 'failed', reason: 'no endpoint', status: isHttp ? 503 : null },
        step,
        { share, ...carried },
      ),
    ]
  }
  const straight = port.straight
    ? [makeStep('service.headless', { service: fact, port: portFact }, { rule: 'SV-5', at })]
    : []
  if (port.straight && usable.some(group => !declares(group, port)))
    return [
      unknownOutcome(
        pass(journey, hopAt(name, at, 'unknown'), ...straight),
        feature('undeclaredPort', String(port.port)),
        { share, ...carried, at },
      ),
    ]
  const resolved = makeStep(
    'service.endpoints',
    {
      service: fact,
      port: portFact,
      count: { is: 'count', value: usable.reduce((sum, group) => sum + group.count, 0) },
    },
    { rule: 'SV-1', at: { doc: service.doc, path: service.selector === null ? at.path : ['spec', 'selector'] } },
  )
  return toEndpoints(
    context,
    pass(journey, hopAt(name, at), ...straight, resolved),
    usable,
    port.protocol,
    leg,
    share,
    carried,
  )
}

/** Whether a pod may be taken to listen on a port: it declares the port, or none at all. */
function declares({ pods }: EndpointGroup, { port, protocol }: ServicePort): boolean {
  const declared = pods?.spec.containers.flatMap(container => container.ports) ?? []
  return declared.length === 0 || declared.some(item => item.port === port && item.protocol === protocol)
}

/** Why there is nothing at all behind a Service that selects. */
function whyNone(service: ServiceResource): Step[] {
  if (service.selector === null) return []
  const labels = [...service.selector].map(([key, value]) => `${key}=${value}`).join(', ')
  return [
    makeStep(
      'service.takesNone',
      { selector: { is: 'text', value: labels } },
      { rule: 'SV-2', verdict: 'no', at: { doc: service.doc, path: ['spec', 'selector'] } },
    ),
  ]
}

function whyUnusable(group: EndpointGroup, port: ServicePort): Step {
  const pod = {
    is: 'name' as const,
    value: group.pods === null ? group.addresses.join(', ') : `${group.pods.namespace}/${group.pods.name}`,
  }
  const at = group.pods === null ? null : { doc: group.pods.resource.doc, path: group.pods.spec.at }
  if (group.port === null)
    return makeStep(
      'service.targetPortMissing',
      { pod, name: { is: 'name', value: String(port.targetPort) } },
      { rule: 'SV-3', verdict: 'no', at },
    )
  if (group.count === 0) return makeStep('service.noReplicas', { pod }, { rule: 'SV-2', verdict: 'no', at })
  return makeStep('service.notReady', { pod }, { rule: 'SV-2', verdict: 'no', at })
}

/** Endpoints that take the same, in the same way. */
interface Delivered {
  readonly group: EndpointGroup
  readonly steps: readonly Step[]
  readonly transport: Transport
  /** The request as the destination's proxy leaves it; null where it leaves it alone. */
  readonly request: ClientRequest | null
  readonly part: number
}

/** Spreads a share over endpoints evenly, or by parts of their own, and asks the policies of each pair of ends, then the proxy of the destination. */
export function toEndpoints(
  context: FlowContext,
  journey: Journey,
  groups: readonly EndpointGroup[],
  protocol: ServicePort['protocol'],
  leg: Leg,
  share: number,
  carried: Carried,
  parts: readonly number[] | null = null,
): Outcome[] {
  const weights = parts ?? groups.map(group => group.count)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const delivered: Delivered[] = []
  const outcomes: Outcome[] = []
  for (const [index, dialled] of groups.entries()) {
    const group = behind(context, dialled)
    const destination = group.pods === null ? addressEnd(group.addresses[0] ?? '') : podEnd(group.pods, group.addresses)
    const connection: Connection = { source: leg.source, destination, packet: { port: group.port!, protocol } }
    const part = (share * weights[index]!) / total
    const ended = askPolicies(context, journey, connection, group, part, carried)
    if ('outcome' in ended) {
      outcomes.push(ended.outcome)
      continue
    }
    const met = meetProxy(context, pass(journey, null, ...ended.steps), group, leg, part, carried)
    if (Array.isArray(met)) outcomes.push(...met)
    else
      delivered.push({
        group,
        steps: [...ended.steps, ...met.steps],
        transport: met.transport,
        request: met.request,
        part,
      })
  }
  for (const key of [...new Set(delivered.map(waysOf))].reverse()) {
    const same = delivered.filter(item => waysOf(item) === key)
    const part = same.reduce((sum, item) => sum + item.part, 0)
    const { transport, request } = same[0]!
    const left = { ...carried, ...rewritten(carried, request) }
    outcomes.unshift(
      deliver(journey, same, part, { ...left, transport, ...spoken(leg, transport, left) }, leg.request !== null),
    )
  }
  return outcomes
}

/** What an address leads to: the pod that has it, where one does. */
function behind({ cluster, assumptions }: FlowContext, group: EndpointGroup): EndpointGroup {
  const [address] = group.addresses
  if (group.pods !== null || address === undefined) return group
  const pods = cluster
    .pods()
    .find(
      candidate =>
        candidate.ips.includes(address) ||
        assumptions.pods.get(`${candidate.namespace}/${candidate.name}`)?.ip === address,
    )
  return pods === undefined ? group : { ...group, pods }
}

/** Endpoints that are reached alike are one outcome. */
const waysOf = ({ transport, request }: Delivered): string =>
  request === null ? transport : `${transport} ${request.path} ${[...request.headers].join(' ')}`

/** What the destination's proxy changed of the request. */
function rewritten({ upstream }: Carried, request: ClientRequest | null): Carried {
  if (request === null || upstream == null) return {}
  return { upstream: { ...upstream, path: request.path, headers: Object.fromEntries(request.headers) } }
}

/** What the last connection speaks, and the TLS that a proxy begins on it. */
function spoken({ app, sni, inner }: Leg, transport: Transport, { upstream }: Carried): Carried {
  const protocol = app === 'tcp' ? 'TCP' : app === 'http2' ? 'HTTP/2' : 'HTTP/1.1'
  if (upstream == null || transport !== 'tls' || inner === 'tls' || upstream.tls !== null) return { protocol }
  return { protocol, upstream: { ...upstream, tls: { sni: sni ?? '', clientCertificate: null } } }
}

function askPolicies(
  { cluster, assumptions }: FlowContext,
  journey: Journey,
  connection: Connection,
  group: EndpointGroup,
  share: number,
  carried: Carried,
): { readonly steps: readonly Step[] } | { readonly outcome: Outcome } {
  const name = nameOf(group)
  const layer = otherPolicy(cluster, connection)
  if (layer !== null) {
    const at = { doc: layer.doc, path: [] }
    return {
      outcome: unknownOutcome(
        pass(journey, hopAt(name, group.pods === null ? null : { doc: group.pods.resource.doc, path: [] }, 'unknown')),
        feature('otherPolicy', `${layer.kind} ${layer.name}`),
        { share, ...carried, at },
      ),
    }
  }
  const asked = (['egress', 'ingress'] as const).map(direction => ({
    direction,
    ...evaluateDirection(cluster, assumptions, direction, connection),
  }))
  const reasons = asked.map(item => item.step)
  // A refusal is certain whatever the other direction says.
  const deciding =
    asked.find(item => item.value.verdict === 'refused') ?? asked.find(item => item.value.verdict === 'unknown')
  if (deciding === undefined) return { steps: reasons }
  const { direction, value, step } = deciding
  const verdict = value.verdict === 'refused' ? 'refused' : 'unknown'
  const pods = group.pods === null ? null : { doc: group.pods.resource.doc, path: [] }
  // What may not leave ends where it starts, what may not enter at the pod.
  const [origin, ...rest] = journey.hops
  const stopped: Journey =
    direction === 'egress' && origin !== undefined
      ? { ...journey, hops: [{ ...origin, verdict }, ...rest] }
      : pass(journey, hopAt(name, pods, verdict))
  const way = value.policies.reduce(
    (at, policy) =>
      pass(
        at,
        hopAt(policy, { doc: policy.doc, path: policy === value.policies[0] ? (step.at?.path ?? []) : [] }, verdict),
      ),
    pass(stopped, null, ...reasons),
  )
  if (verdict === 'unknown') {
    const address = direction === 'egress' ? connection.destination.text : connection.source.text
    return { outcome: unknownOutcome(way, feature('podAddress', address), { share, ...carried, at: step.at }) }
  }
  const by = value.policies.map(({ kind, namespace, name: policyName }) => ({ kind, namespace, name: policyName }))
  const end = direction === 'egress' ? connection.source : connection.destination
  const facts: Facts = {
    pod: { is: 'name', value: end.text },
    policies: {
      is: 'list',
      items: value.policies.map(policy => ({
        is: 'resource',
        kind: policy.kind,
        namespace: policy.namespace,
        name: policy.name,
        doc: policy.doc,
      })),
    },
  }
  return {
    outcome: finish(
      way,
      { kind: 'refused', direction, by },
      makeStep('flow.refused', facts, { verdict: 'no', at: step.at }),
      { share, ...carried },
    ),
  }
}

function deliver(
  journey: Journey,
  delivered: readonly { group: EndpointGroup; steps: readonly Step[] }[],
  share: number,
  carried: Carried,
  isHttp: boolean,
): Outcome {
  const pods = delivered.map(
    ({ group }): PodChosen => ({
      namespace: group.pods?.namespace ?? '',
      workload: nameOf(group),
      count: group.count,
      port: group.port ?? 0,
    }),
  )
  let way = journey
  for (const { group, steps } of delivered)
    way = pass(
      way,
      hopAt(nameOf(group), group.pods === null ? null : { doc: group.pods.resource.doc, path: [] }),
      ...steps,
    )
  const first = delivered[0]!.group
  const step = makeStep(
    'flow.delivered',
    {
      pods: {
        is: 'list',
        items: pods.map(pod => ({
          is: 'name',
          value: pod.namespace === '' ? pod.workload.name : `${pod.namespace}/${pod.workload.name}`,
        })),
      },
      port: { is: 'port', value: first.port ?? 0 },
    },
    { at: first.pods === null ? null : { doc: first.pods.resource.doc, path: [] } },
  )
  return finish(way, { kind: 'delivered', status: isHttp ? 200 : 0, pods }, step, { share, ...carried })
}

/** A port of a Service on the way to its endpoints. */
export interface DialledPort extends ServicePort {
  /** The pods themselves are dialled at the port's number: no targetPort is looked up. */
  readonly straight: boolean
}

/** The port of a Service that a client dials by the Service's name or address, or the outcome of dialling one that it has not. */
export function dialledPort(
  journey: Journey,
  service: ServiceResource,
  port: number | string,
  protocol: ServicePort['protocol'],
  share: number,
): DialledPort | Outcome {
  // SV-5: a headless Service is a name in DNS for its pods, and nothing on the way knows its ports.
  if (service.headless && typeof port === 'number') {
    const declared = findServicePort(service, port, protocol)
    const { name, appProtocol, at } = declared ?? { name: '', appProtocol: null, at: ['spec', 'clusterIP'] }
    return {
      name,
      port,
      targetPort: port,
      protocol,
      writtenProtocol: protocol,
      nodePort: null,
      appProtocol,
      at,
      straight: true,
    }
  }
  return backendPort(journey, service, port, protocol, share)
}

/** The port of a Service whose endpoints a proxy dials, or the outcome of a port that the Service has not. */
export function backendPort(
  journey: Journey,
  service: ServiceResource,
  port: number | string,
  protocol: ServicePort['protocol'],
  share: number,
): DialledPort | Outcome {
  const found = findServicePort(service, port, protocol)
  if (found !== null) return { ...found, straight: false }
  const name: ResourceName = { kind: 'Service', namespace: service.namespace, name: service.name }
  const at = { doc: service.doc, path: ['spec', 'ports'] }
  // It is but a name in DNS: what it stands for may answer on any port.
  if (service.serviceType === 'ExternalName')
    return unknownOutcome(pass(journey, hopAt(name, at, 'unknown')), feature('externalName'), { share, at })
  const step = makeStep(
    'service.noSuchPort',
    {
      service: { is: 'resource', ...name, doc: service.doc },
      port: { is: 'text', value: String(port) },
      protocol: { is: 'protocol', value: protocol },
    },
    { rule: 'SV-4', verdict: 'no', at },
  )
  return finish(
    pass(journey, hopAt(name, at, 'failed')),
    { kind: 'failed', reason: 'no listener', status: null },
    step,
    { share },
  )
}
