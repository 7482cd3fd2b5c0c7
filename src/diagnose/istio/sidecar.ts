import {
  type Analyzer,
  isAmbient,
  isAmbientNamespace,
  labelsOfNamespace,
  message,
  name,
  names,
  podsWith,
  selectorText,
  text,
} from './analyzer.ts'

/** Sidecars that select nothing [IST0101], the same pods [IST0110], the whole namespace twice [IST0111], or pods without a sidecar [IST0167]. */
export const sidecars: Analyzer = (context, resource) => {
  if (resource.type !== 'sidecar') return []
  const { workloadSelector: selector, namespace } = resource
  const siblings = context.cluster.all('sidecar', namespace)
  if (selector === null) {
    const others = siblings.filter(other => other.workloadSelector === null)
    const found =
      others.length > 1
        ? [
            message(resource, ['metadata', 'name'], 'IST0111.sidecars', {
              sidecars: names(others.map(other => other.name)),
              namespace: name(namespace),
            }),
          ]
        : []
    return isAmbientNamespace(labelsOfNamespace(context, namespace))
      ? [...found, message(resource, ['metadata', 'name'], 'IST0167.sidecar')]
      : found
  }
  const at = ['spec', 'workloadSelector']
  const pods = podsWith(context, selector, namespace)
  if (pods.length === 0)
    return context.strict || context.cluster.hasPods(namespace)
      ? [message(resource, at, 'IST0101.selector', { value: text(selectorText(selector)) })]
      : []
  const found: ReturnType<Analyzer> = []
  for (const pod of pods) {
    const rivals = siblings.filter(
      other =>
        other.workloadSelector !== null &&
        [...other.workloadSelector].every(([key, value]) => pod.labels.get(key) === value),
    )
    if (rivals.length > 1)
      found.push(
        message(resource, at, 'IST0110.sidecars', {
          sidecars: names(rivals.map(other => other.name)),
          pod: name(`${namespace}/${pod.name}`),
        }),
      )
  }
  if (pods.some(isAmbient)) found.push(message(resource, at, 'IST0167.sidecar'))
  return found
}
