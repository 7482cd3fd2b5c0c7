import type { Field } from '../field.ts'
import type { GrpcRouteMatch, GrpcRouteResource, GrpcRouteRule } from '../gateway.ts'
import type { Meta } from '../resource.ts'
import { decodeHttpFilter } from './http-filter.ts'
import { decodeBackendRef, decodeHostnames, decodeParentRef, decodeStringMatch } from './http-route.ts'
import { decodeWritten } from './written-status.ts'

function decodeMatch(field: Field): GrpcRouteMatch {
  const method = field.get('method')
  return {
    method: method.present
      ? {
          type: method.get('type').oneOf(['Exact', 'RegularExpression'] as const) ?? 'Exact',
          service: method.get('service').string(),
          method: method.get('method').string(),
          at: method.path,
        }
      : null,
    headers: field
      .get('headers')
      .items()
      .flatMap(item => decodeStringMatch(item) ?? []),
    at: field.path,
  }
}

function decodeRule(field: Field, namespace: string): GrpcRouteRule {
  const matches = field.get('matches').items().map(decodeMatch)
  return {
    name: field.get('name').string(),
    matches: matches.length > 0 ? matches : [{ method: null, headers: [], at: null }],
    filters: field
      .get('filters')
      .items()
      .map(filter => decodeHttpFilter(filter, namespace)),
    backendRefs: field
      .get('backendRefs')
      .items()
      .map(ref => decodeBackendRef(ref, namespace)),
    at: field.path,
  }
}

export function decodeGrpcRoute(root: Field, meta: Meta): GrpcRouteResource {
  const spec = root.get('spec')
  return {
    ...meta,
    type: 'grpcroute',
    parentRefs: spec
      .get('parentRefs')
      .items()
      .map(ref => decodeParentRef(ref, meta.namespace)),
    hostnames: decodeHostnames(spec),
    written: decodeWritten(root, 'parents', meta.namespace),
    rules: spec
      .get('rules')
      .items()
      .map(rule => decodeRule(rule, meta.namespace)),
  }
}
