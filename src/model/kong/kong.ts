import type { Field } from '../field.ts'
import type { Meta, ReferringResource, WeightedRef } from '../resource.ts'

/** KongPlugin, KongConsumer, KongIngress, KongUpstreamPolicy: others refer to them by annotation. */
export function decodeKongConfig(root: Field, meta: Meta): ReferringResource {
  const words: [string, string][] = [
    ['plugin', root.get('plugin').string() ?? ''],
    ['username', root.get('username').string() ?? ''],
    ['algorithm', root.at('spec', 'algorithm').string() ?? ''],
  ]
  const parts = words
    .filter(([, value]) => value !== '')
    .map(([key, value]) => ({ title: value, detail: key, at: [key], refs: [] }))
  return { ...meta, type: 'referring', role: 'config', parts, refs: pluginRefs(meta), claims: [], proxies: null }
}

export function decodeTcpIngress(root: Field, meta: Meta): ReferringResource {
  const parts = root
    .at('spec', 'rules')
    .items()
    .map(rule => {
      const backend = rule.get('backend')
      const name = backend.get('serviceName').string()
      const port = backend.get('servicePort').portOrName()
      const refs: WeightedRef[] =
        name === null
          ? []
          : [
              {
                group: '',
                kind: 'Service',
                namespace: meta.namespace,
                name,
                at: backend.path,
                label: port === null ? '' : `:${port}`,
                part: port === null ? null : String(port),
              },
            ]
      return {
        title: `port ${rule.get('port').port() ?? '?'}`,
        detail: rule.get('host').string() ?? '',
        at: rule.path,
        refs,
      }
    })
  return { ...meta, type: 'referring', role: 'entry', parts, refs: pluginRefs(meta), claims: [], proxies: null }
}

/** `konghq.com/plugins` and its like: names of one namespace, comma-separated; `ns:name` reaches into another. */
export function pluginRefs(meta: Meta): WeightedRef[] {
  const refs: WeightedRef[] = []
  for (const [key, kind] of [
    ['konghq.com/plugins', 'KongPlugin'],
    ['konghq.com/override', 'KongIngress'],
    ['konghq.com/upstream-policy', 'KongUpstreamPolicy'],
  ] as const) {
    const text = meta.annotations.get(key)
    if (text === undefined) continue
    for (const word of text.split(',').map(part => part.trim())) {
      if (word === '') continue
      const colon = word.indexOf(':')
      const namespace = colon < 0 ? meta.namespace : word.slice(0, colon)
      refs.push({
        group: 'configuration.konghq.com',
        kind,
        namespace,
        name: word.slice(colon + 1),
        at: ['metadata', 'annotations', key],
        label: '',
        part: null,
      })
    }
  }
  return refs
}
