import { attachRoute, isPermitted, parentOf } from '../apis/gateway/index.ts'
import { gatewayGroup } from '../model/index.ts'
import { problem, type Rule, resourceFact } from './rule.ts'

/** No listener of its Gateway takes the route [GW-12]. */
export const routeRefused: Rule = ({ cluster }, resource) => {
  if (resource.type !== 'httproute' && resource.type !== 'grpcroute' && resource.type !== 'l4route') return []
  return resource.parentRefs.flatMap(ref => {
    const gateway = parentOf(cluster, ref)
    if (gateway === null) return []
    const { refused } = attachRoute(cluster, gateway, resource, ref)
    return refused === null
      ? []
      : [problem(resource, ref.at, `route.${refused.reason}`, 'error', refused.facts, [refused.at])]
  })
}

/** A backend in another namespace that no ReferenceGrant lets it reach [GW-19]. */
export const grantMissing: Rule = ({ cluster }, resource) => {
  if (resource.type !== 'httproute' && resource.type !== 'grpcroute' && resource.type !== 'l4route') return []
  return resource.rules.flatMap(rule =>
    rule.backendRefs.flatMap(ref =>
      isPermitted(cluster, {
        from: { group: gatewayGroup, kind: resource.kind, namespace: resource.namespace },
        to: ref,
      })
        ? []
        : [
            problem(resource, ref.at, 'route.grantMissing', 'error', {
              target: resourceFact(ref),
              from: { is: 'name', value: resource.namespace },
            }),
          ],
    ),
  )
}
