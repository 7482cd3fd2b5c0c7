import { type Analyzer, message, text } from './analyzer.ts'

/** Kinds that Istio gave up. */
const removedKinds = new Set(['ClusterRbacConfig', 'RbacConfig', 'ServiceRole', 'ServiceRoleBinding'])

/** Fields and kinds that still stand in manifests and are no longer looked at, or have a successor [IST0002]. */
export const deprecated: Analyzer = (_context, resource, root) => {
  if (resource.type === 'sidecar') {
    const proxy = root.at('spec', 'outboundTrafficPolicy', 'egressProxy')
    return proxy.present ? [message(resource, proxy.path, 'IST0002.ignored', { field: text('egressProxy') })] : []
  }
  if (resource.type === 'virtualservice')
    return root
      .at('spec', 'http')
      .items()
      .map(route => route.at('fault', 'delay', 'percent'))
      .filter(({ value }) => typeof value === 'number' && value > 0)
      .map(field =>
        message(resource, field.path, 'IST0002.replaced', { field: text('percent'), want: text('percentage.value') }),
      )
  if (resource.kind === 'CustomResourceDefinition' && root.at('spec', 'group').value === 'rbac.istio.io') {
    const kind = root.at('spec', 'names', 'kind')
    if (typeof kind.value === 'string' && removedKinds.has(kind.value))
      return [message(resource, kind.path, 'IST0002.removed', { field: text(kind.value) })]
  }
  return []
}
