import type { IngressResource } from '../../model/index.ts'
import type { Path } from '../../text/index.ts'
import type { PlainValue } from '../../yaml/index.ts'
import { item, type Part } from './part.ts'

export function partsOfIngress(ingress: IngressResource): Part[] {
  return [item('host', 'extend.host', ['spec', 'rules'], ingress.rules.length, { host: 'new.example.com' }, ['host'])]
}

/** A path for the host that a row is of, with the backend that the row has. */
export function partsOfIngressPath(ingress: IngressResource, row: Path): Part[] {
  const rule = ingress.rules.find(({ at }) => at.every((part, i) => row[i] === part))
  const known = rule?.paths.find(({ backend }) => backend?.service !== null)?.backend?.service
  if (rule === undefined || known == null) return []
  const port: PlainValue = typeof known.port === 'number' ? { number: known.port } : { name: String(known.port ?? '') }
  return [
    item(
      'path',
      'extend.path',
      [...rule.at, 'http', 'paths'],
      rule.paths.length,
      { path: '/new', pathType: 'Prefix', backend: { service: { name: known.name, port } } },
      ['path'],
    ),
  ]
}
