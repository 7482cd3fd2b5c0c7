import { proxyOfPods } from '../apis/istio/index.ts'
import type { Step } from '../report/index.ts'
import type { FlowContext } from './context.ts'
import { throughGateway } from './gateway-hop.ts'
import type { Arrive } from './leg.ts'
import { meshContext } from './mesh-context.ts'

/** Opens the next hop at pods that are a gateway of the mesh; pods that a controller of Gateway API makes are its own business. */
export function arriver(context: FlowContext, assumed: Step[]): Arrive {
  return (journey, { pods, port }, leg, share) => {
    if (leg.request === null || pods === null || port === null) return null
    if (pods.labels.has('gateway.networking.k8s.io/gateway-name')) return null
    const proxy = proxyOfPods(meshContext(context), pods)
    const at = { proxy, port, request: leg.request, leg: { ...leg, depth: leg.depth + 1 }, assumed }
    return throughGateway(context, journey, at).map(outcome => ({ ...outcome, share: outcome.share * share }))
  }
}
