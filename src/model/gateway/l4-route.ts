import type { Field } from '../field.ts'
import type { L4RouteResource } from '../gateway.ts'
import type { Meta } from '../resource.ts'
import { decodeBackendRef, decodeHostnames, decodeParentRef } from './http-route.ts'
import { decodeWritten } from './written-status.ts'

/** TLSRoute, TCPRoute, UDPRoute. */
export function decodeL4Route(root: Field, meta: Meta): L4RouteResource {
  const spec = root.get('spec')
  return {
    ...meta,
    type: 'l4route',
    parentRefs: spec
      .get('parentRefs')
      .items()
      .map(ref => decodeParentRef(ref, meta.namespace)),
    hostnames: meta.kind === 'TLSRoute' ? decodeHostnames(spec) : [],
    written: decodeWritten(root, 'parents', meta.namespace),
    rules: spec
      .get('rules')
      .items()
      .map(rule => ({
        name: rule.get('name').string(),
        backendRefs: rule
          .get('backendRefs')
          .items()
          .map(ref => decodeBackendRef(ref, meta.namespace)),
        at: rule.path,
      })),
  }
}
