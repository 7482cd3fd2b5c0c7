import { runsOnIstio } from '../apis/gateway/index.ts'
import { listenersOf, proxyOfPods } from '../apis/istio/index.ts'
import type { PodGroup } from '../cluster/index.ts'
import { type GatewayResource, serviceOfHost } from '../model/index.ts'
import type { Step } from '../report/index.ts'
import type { FlowContext } from './context.ts'
import { gatewayEntry } from './entries.ts'
import { enterEntry } from './entry-hop.ts'
import { throughGateway } from './gateway-hop.ts'
import type { Arrive } from './leg.ts'
import { meshContext } from './mesh-context.ts'

/** Opens the next hop at pods that are a gateway of the mesh; pods that a controller of Gateway API makes are its own business. */
export function arriver(context: FlowContext, assumed: Step[]): Arrive {
  return (journey, { pods, port }, leg, share) => {
    if (leg.request === null || pods === null || port === null) return null
    if (pods.labels.has('gateway.networking.k8s.io/gateway-name')) return null
    const mesh = meshContext(context)
    const proxy = proxyOfPods(mesh, pods)
    const next = { ...leg, depth: leg.depth + 1 }
    if (!listenersOf(mesh, proxy).some(listener => listener.port === port)) {
      const client = { ...leg.request, port: proxy.ports?.find(item => item.targetPort === port)?.port ?? port }
      for (const gateway of handedGateways(context, pods)) {
        if (!gateway.listeners.some(listener => listener.port === client.port)) continue
        const door = { kind: 'entry' as const, entry: gatewayEntry(context, gateway), resource: gateway }
        const call = { client, section: null, assumed, leg: next, pods }
        return enterEntry(context, journey, door, call).map(outcome => ({ ...outcome, share: outcome.share * share }))
      }
    }
    const at = { proxy, port, request: leg.request, leg: next, assumed }
    return throughGateway(context, journey, at).map(outcome => ({ ...outcome, share: outcome.share * share }))
  }
}

/** Gateways of Gateway API that Istio runs on pods which somebody else made: their address is the Service in front of these [IS-47]. */
function handedGateways({ cluster, assumptions }: FlowContext, pods: PodGroup): GatewayResource[] {
  return cluster.all('gateway').filter(
    gateway =>
      runsOnIstio(cluster, assumptions, gateway) &&
      gateway.addresses.some(({ value }) => {
        const named = value === null ? null : serviceOfHost(value, gateway.namespace)
        const service = named === null ? undefined : cluster.get('service', '', 'Service', named.namespace, named.name)
        return (
          service !== undefined &&
          service.namespace === pods.namespace &&
          service.selector !== null &&
          [...service.selector].every(([key, label]) => pods.labels.get(key) === label)
        )
      }),
  )
}
