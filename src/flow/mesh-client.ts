import { meshTable } from '../apis/gateway/index.ts'
import { type MeshClient, outboundOf } from '../apis/istio/index.ts'
import type { ConnectionEnd } from '../policy/index.ts'
import { feature } from '../report/index.ts'
import type { Outcome } from './answer.ts'
import { startFiltering } from './apply-filters.ts'
import { type FlowContext, finish, type Journey, pass, unknownOutcome } from './context.ts'
import { serviceNamed } from './entries.ts'
import type { Proxying } from './forward.ts'
import { type Arrive, type Leg, plainLeg } from './leg.ts'
import { meshContext } from './mesh-context.ts'
import { passThrough } from './mesh-destination.ts'
import { patchOf } from './proxy-patch.ts'
import { takeMeshStream, takeRoute } from './take-route.ts'
import type { ClientRequest } from './url.ts'

/** From a pod with a sidecar: the sidecar takes the connection before it leaves the pod [IS-35]. */
export function fromSidecar(
  context: FlowContext,
  journey: Journey,
  client: MeshClient,
  end: ConnectionEnd,
  request: ClientRequest,
  arrive: Arrive,
  elsewhere: (journey: Journey) => Outcome[] | null,
): Outcome[] {
  const patch = patchOf(context, client)
  if (patch !== null) return [unknownOutcome(journey, feature('proxyPatch', patch.name), { at: patch.at })]
  const isStream = request.scheme === 'tcp' || request.scheme === 'tls'
  const speaks = request.isTls ? 'tls' : isStream ? 'tcp' : 'http'
  const mesh = meshContext(context)
  const { dialled, port, host, sni, serverFirst } = request
  const outbound = outboundOf(mesh, client, { dialled, port, host, sni, speaks, serverFirst })
  const way = pass(journey, null, ...outbound.steps)
  const proxying: Proxying = {
    context,
    request,
    listenerPort: port,
    source: end,
    protocol: 'TCP',
    mesh: { client, dialled: { name: dialled, port } },
    arrive,
    depth: 0,
  }
  const leg: Leg = {
    ...plainLeg(end, request, arrive),
    inMesh: true,
    app: speaks === 'http' ? (request.version === 'HTTP/2' ? 'http2' : 'http') : 'tcp',
    inner: request.isTls ? 'tls' : 'plaintext',
    serverFirst,
  }
  const last = outbound.steps[outbound.steps.length - 1]
  switch (outbound.kind) {
    case 'http': {
      const own = routesOfGatewayApi(context, client, outbound.service, port)
      return takeRoute(proxying, way, own ?? outbound.table)
    }
    case 'stream': {
      const outcomes = takeMeshStream(proxying, way, outbound.table)
      const isUntaken = outcomes[0]?.verdict.kind === 'failed' && outcomes[0].verdict.reason === 'no filter chain'
      if (!isUntaken || !outbound.open) return outcomes
      const forwarding = { context, client, leg, dialled: { name: dialled, port } }
      return passThrough(forwarding, way, 1, { upstream: startFiltering(request).upstream })
    }
    case 'passthrough': {
      const back = elsewhere(way)
      if (back !== null) return back
      const forwarding = { context, client, leg, dialled: { name: dialled, port } }
      return passThrough(forwarding, way, 1, { upstream: startFiltering(request).upstream })
    }
    case 'blocked':
      return [
        finish(
          journey,
          { kind: 'failed', reason: outbound.status === null ? 'reset' : 'no route', status: outbound.status },
          last!,
        ),
      ]
    case 'stuck':
      return [finish(journey, { kind: 'failed', reason: 'timeout', status: null }, last!)]
  }
}

/** Routes of Gateway API that name the Service as their parent come before what it does by itself. */
function routesOfGatewayApi(
  context: FlowContext,
  client: MeshClient,
  service: Extract<ReturnType<typeof outboundOf>, { kind: 'http' }>['service'],
  number: number,
): ReturnType<typeof meshTable> {
  if (service?.resource.type !== 'service') return null
  const current = serviceNamed(context, service.host, null)
  const port = current?.ports.find(item => item.port === number)
  if (current === null || port === undefined) return null
  return meshTable(context.cluster, current, port, client.namespace)
}
