import type { Assumptions, Cluster } from '../../cluster/index.ts'
import type { IngressClassResource, IngressResource } from '../../model/index.ts'

/** The controller behind a class, as far as the manifests and the assumptions tell. */
export interface IngressClassOf {
  /** '' where the Ingress names none and no class is the default. */
  readonly name: string
  readonly resource: IngressClassResource | null
  /** Profile that decides how the controller behaves; null when none is known. */
  readonly profile: string | null
  /** What an answer calls a controller without a profile. */
  readonly controller: string
}

/** Well-known controllers, so that an answer can call them by their name. */
export const wellKnownControllers: Readonly<Record<string, string>> = {
  nginx: 'ingress-nginx',
  'k8s.io/ingress-nginx': 'ingress-nginx',
  kong: 'kong',
  'ingress-controllers.konghq.com/kong': 'kong',
}

export function classOf(cluster: Cluster, assumptions: Assumptions, ingress: IngressResource): IngressClassOf {
  const name = ingress.className ?? defaultClass(cluster)?.name ?? ''
  const resource = cluster.get('ingressclass', 'networking.k8s.io', 'IngressClass', '', name) ?? null
  const controller = resource?.controller ?? name
  const profile =
    assumptions.profiles.get(name) ??
    assumptions.profiles.get(controller) ??
    assumptions.profiles.get('default') ??
    null
  return {
    name,
    resource,
    profile,
    controller: wellKnownControllers[controller] ?? (controller === '' ? 'Ingress without a class' : controller),
  }
}

function defaultClass(cluster: Cluster): IngressClassResource | undefined {
  return cluster.all('ingressclass').find(candidate => candidate.isDefault)
}
