import { type GatewayResource, gatewayGroup, type IngressResource } from '../model/index.ts'
import { addressEnd } from '../policy/index.ts'
import type { Outcome } from './answer.ts'
import { type FlowContext, finish, type Journey, pass } from './context.ts'
import { arrivalOf, saidBy } from './destination-proxy.ts'
import { imaginaryPods } from './imaginary-pods.ts'
import { inbound } from './inbound.ts'
import { plainLeg } from './leg.ts'
import type { ClientRequest } from './url.ts'

const istioController = 'istio.io/gateway-controller'

/** Whether Istio runs a Gateway: by its class, or where the assumptions say so. */
function isIstios({ cluster, assumptions }: FlowContext, gateway: GatewayResource): boolean {
  const { profiles } = assumptions
  const controller = cluster.get('gatewayclass', gatewayGroup, 'GatewayClass', '', gateway.className)?.controllerName
  const profile = profiles.get(gateway.className) ?? (controller === undefined ? undefined : profiles.get(controller))
  if (profile !== undefined) return profile === 'istio'
  return controller === undefined ? profiles.get('default') === 'istio' : controller === istioController
}

/** Policies of the mesh that are for the proxies of a Gateway that Istio runs; other doors let the request pass as it is. */
export function meetMesh(
  context: FlowContext,
  way: Journey,
  resource: GatewayResource | IngressResource,
  port: number,
  request: ClientRequest,
  isHttp: boolean,
): { readonly way: Journey; readonly request: ClientRequest } | Outcome[] {
  if (resource.type !== 'gateway' || !isIstios(context, resource)) return { way, request }
  const { namespace, name } = resource
  const known = context.cluster
    .pods(namespace)
    .find(group => group.labels.get('gateway.networking.k8s.io/gateway-name') === name)
  const labels = new Map([['gateway.networking.k8s.io/gateway-name', name]])
  const leg = plainLeg(addressEnd(context.assumptions.clientIp), request)
  const result = inbound(
    context,
    arrivalOf(context, isHttp ? leg : { ...leg, app: 'tcp' }, {
      pods: known ?? imaginaryPods(namespace, `${name}-istio`, labels),
      kind: 'gateway',
      port,
      transport: leg.transport === 'auto' ? 'plaintext' : leg.transport,
    }),
  )
  if (result.kind === 'ended') return [finish(way, result.verdict, result.step, saidBy(result))]
  return { way: pass(way, null, ...result.steps), request: result.request ?? request }
}
