import type { Field } from '../field.ts'
import type { Meta, ReferringResource } from '../resource.ts'
import { decodeParentRef } from './http-route.ts'

/** ListenerSet: drawn with its listeners and the Gateway that it adds them to. */
export function decodeListenerSet(root: Field, meta: Meta): ReferringResource {
  const spec = root.get('spec')
  const parts = spec
    .get('listeners')
    .items()
    .map(listener => ({
      title: `:${listener.get('port').port() ?? '?'} ${listener.get('protocol').string() ?? ''}`,
      detail: listener.get('hostname').string() ?? '*',
      at: listener.path,
      refs: [],
    }))
  const parent = spec.get('parentRef')
  const refs = parent.present ? [{ ...decodeParentRef(parent, meta.namespace), label: '', part: null }] : []
  return { ...meta, type: 'referring', role: 'entry', parts, refs, claims: [], proxies: null }
}
