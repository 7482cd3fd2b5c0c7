import type { Field } from '../field.ts'
import type { ListenerSetResource } from '../gateway.ts'
import type { Meta } from '../resource.ts'
import { decodeListener } from './gateway.ts'
import { decodeParentRef } from './http-route.ts'

export function decodeListenerSet(root: Field, meta: Meta): ListenerSetResource {
  const spec = root.get('spec')
  if (!spec.get('parentRef').present) spec.get('parentRef').missing()
  return {
    ...meta,
    type: 'listenerset',
    parentRef: decodeParentRef(spec.get('parentRef'), meta.namespace),
    listeners: spec
      .get('listeners')
      .items()
      .flatMap(listener => decodeListener(listener, meta.namespace) ?? []),
  }
}
