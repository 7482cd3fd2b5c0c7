import type { Field } from '../field.ts'
import type {
  HttpBackendRef,
  HttpPathMatch,
  HttpRouteMatch,
  HttpRouteResource,
  HttpRouteRule,
  ParentRef,
  StringMatch,
} from '../gateway.ts'
import type { Meta } from '../resource.ts'
import { gatewayGroup } from './gateway.ts'
import { decodeBackendObjectRef, decodeHttpFilter } from './http-filter.ts'
import { decodeWritten } from './written-status.ts'

const defaultPath: HttpPathMatch = { type: 'PathPrefix', value: '/', at: null }

export function decodeParentRef(field: Field, namespace: string): ParentRef {
  return {
    group: field.get('group').string() ?? gatewayGroup,
    kind: field.get('kind').string() ?? 'Gateway',
    namespace: field.get('namespace').string() ?? namespace,
    name: field.get('name').required() ?? '',
    sectionName: field.get('sectionName').string(),
    port: field.get('port').port(),
    at: field.path,
  }
}

function decodePathMatch(field: Field): HttpPathMatch {
  if (!field.present) return defaultPath
  const type = field.get('type').oneOf(['Exact', 'PathPrefix', 'RegularExpression'] as const) ?? 'PathPrefix'
  const value = field.get('value').string() ?? '/'
  if (type !== 'RegularExpression' && !value.startsWith('/'))
    field.get('value').report('httproute.pathNotAbsolute', 'error', { path: { is: 'path', value } })
  return { type, value, at: field.path }
}

export function decodeStringMatch(field: Field): StringMatch | null {
  const name = field.get('name').required()
  if (name === null) return null
  return {
    type: field.get('type').oneOf(['Exact', 'RegularExpression'] as const) ?? 'Exact',
    name,
    value: field.get('value').string() ?? '',
    at: field.path,
  }
}

function decodeMatch(field: Field): HttpRouteMatch {
  const method = field.get('method')
  const value = method.string()
  return {
    path: decodePathMatch(field.get('path')),
    method: value === null ? null : { value, at: method.path },
    headers: field
      .get('headers')
      .items()
      .flatMap(item => decodeStringMatch(item) ?? []),
    queryParams: field
      .get('queryParams')
      .items()
      .flatMap(item => decodeStringMatch(item) ?? []),
    at: field.path,
  }
}

function decodeRetry(field: Field): HttpRouteRule['retry'] {
  return {
    codes: field
      .get('codes')
      .items()
      .flatMap(code => code.integer(400, 599) ?? []),
    attempts: field.get('attempts').integer(0, 1000) ?? 1,
    at: field.path,
  }
}

export function decodeBackendRef(field: Field, namespace: string): HttpBackendRef {
  return {
    ...decodeBackendObjectRef(field, namespace),
    weight: field.get('weight').integer(0, 1_000_000) ?? 1,
    filters: field
      .get('filters')
      .items()
      .map(filter => decodeHttpFilter(filter, namespace)),
  }
}

function decodeSession(field: Field): HttpRouteRule['session'] {
  if (!field.present) return null
  return {
    type: field.get('type').oneOf(['Cookie', 'Header'] as const) ?? 'Cookie',
    name: field.get('sessionName').string(),
    at: field.path,
  }
}

function decodeRule(field: Field, namespace: string): HttpRouteRule {
  const matches = field.get('matches').items().map(decodeMatch)
  return {
    name: field.get('name').string(),
    matches:
      matches.length > 0 ? matches : [{ path: defaultPath, method: null, headers: [], queryParams: [], at: null }],
    filters: field
      .get('filters')
      .items()
      .map(filter => decodeHttpFilter(filter, namespace)),
    backendRefs: field
      .get('backendRefs')
      .items()
      .map(ref => decodeBackendRef(ref, namespace)),
    timeouts: {
      request: field.at('timeouts', 'request').string(),
      backendRequest: field.at('timeouts', 'backendRequest').string(),
    },
    retry: field.get('retry').present ? decodeRetry(field.get('retry')) : null,
    session: decodeSession(field.get('sessionPersistence')),
    at: field.path,
  }
}

export function decodeHostnames(spec: Field): HttpRouteResource['hostnames'] {
  return spec
    .get('hostnames')
    .items()
    .flatMap(item => {
      const value = item.hostname()
      return value === null ? [] : [{ value: value.toLowerCase(), at: item.path }]
    })
}

export function decodeHttpRoute(root: Field, meta: Meta): HttpRouteResource {
  const spec = root.get('spec')
  const rules = spec.get('rules')
  // The CRD's default: one rule that takes everything.
  const defaultRule = {
    name: null,
    matches: [{ path: defaultPath, method: null, headers: [], queryParams: [], at: null }],
    filters: [],
    backendRefs: [],
    timeouts: { request: null, backendRequest: null },
    retry: null,
    session: null,
    at: rules.path,
  }
  return {
    ...meta,
    type: 'httproute',
    parentRefs: spec
      .get('parentRefs')
      .items()
      .map(ref => decodeParentRef(ref, meta.namespace)),
    hostnames: decodeHostnames(spec),
    written: decodeWritten(root, 'parents', meta.namespace),
    rules: rules.present ? rules.items().map(rule => decodeRule(rule, meta.namespace)) : [defaultRule],
  }
}
