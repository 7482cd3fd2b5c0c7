import type { Field } from '../../model/index.ts'
import { type Analyzer, message, text } from './analyzer.ts'

/** Kinds whose status Istio writes, and where. */
const ofIstio: Readonly<Record<string, boolean>> = {
  Service: true,
  ServiceEntry: true,
  AuthorizationPolicy: false,
  Gateway: false,
  HTTPRoute: false,
  GRPCRoute: false,
  TLSRoute: false,
  TCPRoute: false,
}

/** Conditions that say something bad by being true. */
const badWhenTrue = new Set(['Conflicted', 'OverlappingTLSConfig', 'PartiallyInvalid'])

/** A status that a controller has written, and that says no [IST0171]. Of what others may write as well, only Istio's own conditions count. */
export const conditions: Analyzer = (_context, resource, root) => {
  const onlyOwn = ofIstio[resource.kind]
  if (onlyOwn === undefined) return []
  const status = root.get('status')
  const lists = [
    status.get('conditions'),
    ...status
      .get('parents')
      .items()
      .map(parent => parent.get('conditions')),
  ]
  return lists
    .flatMap(list => list.items())
    .filter(condition => {
      const type = value(condition, 'type')
      if (badWhenTrue.has(type) || (onlyOwn && !type.startsWith('istio.io/'))) return false
      return value(condition, 'status') === 'False' || value(condition, 'reason') === 'PartiallyInvalid'
    })
    .map(condition =>
      message(resource, condition.path, 'IST0171.condition', {
        type: text(value(condition, 'type')),
        reason: text(value(condition, 'reason')),
        said: text(value(condition, 'message')),
      }),
    )
}

function value(field: Field, key: string): string {
  const { value: found } = field.get(key)
  return typeof found === 'string' ? found : ''
}
