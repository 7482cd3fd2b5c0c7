import type { Labels } from '../../match/index.ts'
import {
  type AnalyzeContext,
  type Analyzer,
  isAmbientNamespace,
  labelsOfNamespace,
  message,
  name,
  systemNamespaces,
} from './analyzer.ts'

/** Namespaces that get no sidecars [IST0102], or are asked for by two masters [IST0123]; pods that miss theirs [IST0103]. */
export const injection: Analyzer = (context, resource) => {
  if (resource.type === 'namespace') return ofNamespace(context, resource)
  if (resource.type !== 'pod') return []
  const labels = labelsOfNamespace(context, resource.namespace)
  if (labels === null || !isInjected(resource.namespace, labels)) return []
  const asked =
    resource.pod.labels.get('sidecar.istio.io/inject') ?? resource.pod.annotations.get('sidecar.istio.io/inject') ?? ''
  if (asked.toLowerCase() === 'false' || resource.pod.hostNetwork) return []
  // What does not run yet is still to be injected.
  if (!context.strict && resource.phase === null) return []
  const hasProxy = resource.pod.containers.some(({ name: own, image }) => own === 'istio-proxy' && image !== '')
  return hasProxy ? [] : [message(resource, ['spec', 'containers'], 'IST0103.proxy')]
}

type Namespace = Extract<Parameters<Analyzer>[1], { type: 'namespace' }>

function isOurs(namespace: string): boolean {
  return namespace !== 'istio-system' && !systemNamespaces.has(namespace)
}

function isConflicting(labels: Labels): boolean {
  const injected = labels.get('istio-injection') ?? ''
  if (injected !== '' && injected !== 'enabled') return false
  const asked = [
    injected === 'enabled',
    labels.has('istio.io/rev'),
    labels.get('istio.io/dataplane-mode') === 'ambient',
  ]
  return asked.filter(Boolean).length > 1
}

function isInjected(namespace: string, labels: Labels): boolean {
  if (!isOurs(namespace) || isConflicting(labels)) return false
  const injected = labels.get('istio-injection') ?? ''
  return injected === '' ? labels.has('istio.io/rev') : injected === 'enabled'
}

function ofNamespace(context: AnalyzeContext, resource: Namespace): ReturnType<Analyzer> {
  const { labels } = resource
  if (!isOurs(resource.name)) return []
  const facts = { namespace: name(resource.name) }
  const at = ['metadata', 'name']
  if (isConflicting(labels)) return [message(resource, ['metadata', 'labels'], 'IST0123.labels', facts)]
  const isSilent = (labels.get('istio-injection') ?? '') === '' && !labels.has('istio.io/rev')
  if (!isSilent || isAmbientNamespace(labels)) return []
  if (injectsByDefault(context)) return [message(resource, at, 'IST0148.namespace', facts)]
  // Where no namespace asks for sidecars, none is forgotten.
  const isForgotten =
    context.strict ||
    (context.cluster.hasPods(resource.name) &&
      context.cluster
        .all('namespace')
        .some(other => other.labels.get('istio-injection') === 'enabled' || other.labels.has('istio.io/rev')))
  return isForgotten ? [message(resource, at, 'IST0102.namespace', facts)] : []
}

function injectsByDefault({ cluster }: AnalyzeContext): boolean {
  return cluster.all('configmap', 'istio-system').some(map => map.injectsByDefault === true)
}
