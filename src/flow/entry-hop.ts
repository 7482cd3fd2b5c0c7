import { runsOnIstio } from '../apis/gateway/index.ts'
import { differenceNotes } from '../apis/ingress/index.ts'
import type { MeshClient } from '../apis/istio/index.ts'
import type { GatewayResource } from '../model/index.ts'
import { controllerEnd, podEnd } from '../policy/index.ts'
import { feature, makeStep, type Step } from '../report/index.ts'
import type { Outcome } from './answer.ts'
import { checkClient, showCertificate } from './certificate.ts'
import { chooseListener, fieldOfListener } from './choose-listener.ts'
import { type FlowContext, finish, hopAt, type Journey, pass, unknownOutcome } from './context.ts'
import { arrivalOf, saidBy } from './destination-proxy.ts'
import type { Door } from './entries.ts'
import type { Proxying } from './forward.ts'
import { imaginaryPods } from './imaginary-pods.ts'
import { inbound } from './inbound.ts'
import type { Leg } from './leg.ts'
import { patchOf } from './proxy-patch.ts'
import { takeRoute, takeStream } from './take-route.ts'
import type { ClientRequest } from './url.ts'

/** What comes to an entry. */
export interface EntryCall {
  readonly client: ClientRequest
  /** A listener's name, when it is pinned. */
  readonly section: string | null
  readonly assumed: Step[]
  /** The leg that led here. */
  readonly leg: Leg
  /** Pods that run it, where it has none of its own. */
  readonly pods?: Parameters<typeof arrivalOf>[2]['pods']
}

/** Through a Gateway of Gateway API or the Ingresses of a class; what a controller without a profile may do otherwise is unknown. */
export function enterEntry(
  context: FlowContext,
  journey: Journey,
  door: Extract<Door, { kind: 'entry' }>,
  call: EntryCall,
): Outcome[] {
  const { entry, resource } = door
  const outcomes = followEntry(context, journey, door, call)
  if (entry.unprofiled === null) return outcomes
  const at = entry.origin === null ? null : { doc: entry.origin.doc, path: entry.origin.path }
  const way = pass(journey, hopAt(resource, at, 'unknown'))
  return outcomes.map(outcome =>
    unknownOutcome(
      {
        ...way,
        hops: outcome.hops,
        steps: entry.kind === 'Ingress' ? [outcome.step, ...differenceNotes()] : [outcome.step],
      },
      feature('controller', entry.unprofiled!),
      {
        share: outcome.share,
        at,
        bySpecification: outcome,
      },
    ),
  )
}

function followEntry(
  context: FlowContext,
  journey: Journey,
  { entry, resource }: Extract<Door, { kind: 'entry' }>,
  call: EntryCall,
): Outcome[] {
  const { client, section, assumed } = call
  const chosen = chooseListener(entry, client, section)
  const name = { kind: resource.kind, namespace: resource.namespace, name: resource.name }
  if (!('reason' in chosen)) {
    const { listener } = chosen
    // An Ingress has no listeners of its own to point at: its rule is the hop.
    const hop = entry.kind === 'Ingress' ? null : hopAt(name, fieldOfListener(listener))
    if (listener.unknown !== null)
      return [unknownOutcome(pass(journey, hop, chosen.step), listener.unknown, { at: fieldOfListener(listener) })]
    const handshake = showCertificate(
      pass(journey, hop, chosen.step),
      listener.certificates,
      client,
      entry.kind,
      assumed,
    )
    if ('verdict' in handshake) return [handshake]
    const shown = checkClient(handshake, listener, client)
    if ('verdict' in shown) return [shown]
    const plain: Proxying = {
      context,
      request: client,
      listenerPort: listener.port,
      source: controllerEnd(`${entry.kind} ${entry.name}`),
      protocol: listener.protocol === 'UDP' ? 'UDP' : 'TCP',
    }
    const isHttp = listener.protocol === 'HTTP' || listener.protocol === 'HTTPS'
    const terminates = listener.certificates !== null
    const made =
      resource.type === 'gateway' && runsOnIstio(context.cluster, context.assumptions, resource)
        ? asIstio(context, shown, plain, resource, call, { terminates, isHttp })
        : { way: shown, proxying: plain }
    if (Array.isArray(made)) return made
    const { way, proxying } = made
    return isHttp ? takeRoute(proxying, way, listener.table) : takeStream(proxying, way, listener)
  }
  const at = chosen.listener === null ? { doc: resource.doc, path: [] } : fieldOfListener(chosen.listener)
  return [
    finish(
      pass(journey, hopAt(name, at, 'failed')),
      { kind: 'failed', reason: chosen.reason, status: chosen.status },
      chosen.step,
    ),
  ]
}

/** A Gateway that Istio runs: its proxy is of the mesh, and has an inbound side of its own [IS-47]. */
function asIstio(
  context: FlowContext,
  journey: Journey,
  plain: Proxying,
  gateway: GatewayResource,
  { client: request, leg, pods: given }: EntryCall,
  { terminates, isHttp }: { readonly terminates: boolean; readonly isHttp: boolean },
): { readonly way: Journey; readonly proxying: Proxying } | Outcome[] {
  const { namespace, name } = gateway
  const labels = new Map([
    ['gateway.networking.k8s.io/gateway-name', name],
    ['gateway.networking.k8s.io/gateway-class-name', gateway.className],
  ])
  const known = context.cluster
    .pods(namespace)
    .find(group => group.labels.get('gateway.networking.k8s.io/gateway-name') === name)
  const pods = given ?? known ?? imaginaryPods(namespace, `${name}-${gateway.className}`, labels)
  const client: MeshClient = { kind: 'gateway', namespace: pods.namespace, labels: pods.labels, pods }
  const at = { doc: gateway.doc, path: ['spec', 'gatewayClassName'] }
  const profile = makeStep(
    'mesh.runsGateway',
    { gateway: { is: 'resource', kind: gateway.kind, namespace, name, doc: gateway.doc } },
    { rule: 'IS-47', at },
  )
  const way = pass(journey, null, profile)
  const patch = patchOf(context, client)
  if (patch !== null) return [unknownOutcome(way, feature('proxyPatch', patch.name), { at: patch.at })]
  const transport = terminates || request.isTls ? 'tls' : 'plaintext'
  const arrival = arrivalOf(
    context,
    { ...leg, request, declared: 'undeclared', ...(isHttp ? {} : { app: 'tcp' as const }) },
    { pods, kind: 'gateway', port: plain.listenerPort, transport, gateway },
  )
  const result = inbound(context, arrival)
  if (result.kind === 'ended') return [finish(way, result.verdict, result.step, saidBy(result))]
  return {
    way: pass(way, null, ...result.steps),
    proxying: {
      ...plain,
      request: result.request ?? request,
      source: given === undefined ? plain.source : podEnd(pods),
      mesh: { client, dialled: { name: request.dialled, port: plain.listenerPort } },
      claims: result.claims,
      arrive: leg.arrive,
      depth: leg.depth,
    },
  }
}
