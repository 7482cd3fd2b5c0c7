import { type Analyzer, message, name, podsWith } from './analyzer.ts'

const label = 'gateway.networking.k8s.io/gateway-name'

/** A policy that selects, by labels, the pods of a Gateway API gateway: there only targetRefs count [IST0166]. */
export const ineffectiveSelector: Analyzer = (context, resource, root) => {
  const isPolicy =
    resource.type === 'authorizationpolicy' ||
    resource.type === 'requestauthentication' ||
    resource.kind === 'Telemetry' ||
    resource.kind === 'WasmPlugin'
  if (!isPolicy) return []
  const spec = root.get('spec')
  if (!spec.get('selector').present || spec.get('targetRef').present || spec.get('targetRefs').present) return []
  const selector = spec.at('selector', 'matchLabels').stringMap()
  return podsWith(context, selector, resource.namespace).flatMap(pod => {
    const gateway = pod.labels.get(label)
    return gateway === undefined
      ? []
      : [message(resource, ['spec', 'selector'], 'IST0166.selector', { gateway: name(gateway) })]
  })
}
