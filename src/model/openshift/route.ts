import type { Field } from '../field.ts'
import type { Meta, ReferringResource, WeightedRef } from '../resource.ts'

/** OpenShift Route: an entry by host, with the Services behind it. A ref's part is the Service's port; null for all of them. */
export function decodeOpenShiftRoute(root: Field, meta: Meta): ReferringResource {
  const spec = root.get('spec')
  const port = spec.at('port', 'targetPort').portOrName()
  const refs = [spec.get('to'), ...spec.get('alternateBackends').items()].flatMap((target): WeightedRef[] => {
    const name = target.get('name').string()
    if (name === null || (target.get('kind').string() ?? 'Service') !== 'Service') return []
    const weight = target.get('weight').integer(0, 256)
    return [
      {
        group: '',
        kind: 'Service',
        namespace: meta.namespace,
        name,
        at: target.path,
        label: weight === null ? '' : `weight ${weight}`,
        part: port === null ? null : String(port),
      },
    ]
  })
  const host = spec.get('host').string() ?? ''
  const parts = [
    {
      title: `${host === '' ? '*' : host}${spec.get('path').string() ?? ''}`,
      detail: spec.get('tls').present ? 'TLS' : '',
      at: spec.path,
      refs,
    },
  ]
  return {
    ...meta,
    type: 'referring',
    role: 'entry',
    parts,
    refs: [],
    claims: [{ host: host === '' ? '*' : host, port: null, at: spec.path }],
    proxies: null,
  }
}
