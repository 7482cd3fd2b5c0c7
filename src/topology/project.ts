import { pluginRefs, type Resource } from '../model/index.ts'
import { projectGateway, projectListenerSet } from './gateway.ts'
import type { TopologyNode } from './graph.ts'
import { projectIngress } from './ingress.ts'
import { projectIstio } from './istio.ts'
import { projectMeshPolicy } from './mesh-policy.ts'
import { projectAdminPolicy, projectPolicy } from './policy.ts'
import { type Projection, type ProjectionContext, referTo } from './projection.ts'
import { projectReferring } from './referring.ts'
import { projectRoute } from './route.ts'
import { projectService } from './service.ts'
import { projectWorkload } from './workload.ts'

const nothing: Projection = { node: null, edges: [], extras: [] }

export function projectResource(context: ProjectionContext, resource: Resource): Projection {
  if (context.cluster.isVeiled(resource.doc)) return { ...nothing, node: veiled(context, resource) }
  return withPlugins(context, resource, projectLive(context, resource))
}

function projectLive(context: ProjectionContext, resource: Resource): Projection {
  switch (resource.type) {
    case 'gateway':
      return projectGateway(context, resource)
    case 'listenerset':
      return projectListenerSet(context, resource)
    case 'httproute':
    case 'grpcroute':
    case 'l4route':
      return projectRoute(context, resource)
    case 'ingress':
      return projectIngress(context, resource)
    case 'service':
      return projectService(context, resource)
    case 'pod':
    case 'workload':
      return projectWorkload(context, resource)
    case 'networkpolicy':
      return projectPolicy(context, resource)
    case 'adminpolicy':
      return projectAdminPolicy(context, resource)
    case 'istiogateway':
    case 'virtualservice':
    case 'destinationrule':
    case 'serviceentry':
    case 'sidecar':
    case 'workloadentry':
    case 'workloadgroup':
    case 'proxypatch':
      return projectIstio(context, resource)
    case 'authorizationpolicy':
    case 'peerauthentication':
    case 'requestauthentication':
      return projectMeshPolicy(context, resource)
    case 'referring':
      return projectReferring(context, resource)
    default:
      return nothing
  }
}

function veiled(context: ProjectionContext, resource: Resource): TopologyNode | null {
  const node = projectLive(context, resource).node
  return node === null ? null : { ...node, state: 'veiled', source: false }
}

/** Kong's annotations name plugins and policies on resources of any kind. */
function withPlugins(context: ProjectionContext, resource: Resource, projection: Projection): Projection {
  if (projection.node === null || resource.type === 'referring') return projection
  const refs = pluginRefs(resource)
  if (refs.length === 0) return projection
  const made = refs.map(ref => referTo(context, resource, 'refer', { ...ref, row: null, toRow: null }))
  return {
    ...projection,
    edges: [...projection.edges, ...made.map(item => item.edge)],
    extras: [...projection.extras, ...made.flatMap(item => item.extra ?? [])],
  }
}
