import type { Field } from '../field.ts'
import type { BackendObjectRef, HeaderChange, HttpFilter, PathRewrite } from '../gateway.ts'

/** `namespace` is the route's own: where a reference without one points. */
export function decodeBackendObjectRef(field: Field, namespace: string): BackendObjectRef {
  const given = field.get('namespace').string()
  const group = field.get('group').string() ?? ''
  const kind = field.get('kind').string() ?? 'Service'
  const port = field.get('port').port()
  if (port === null && group === '' && kind === 'Service' && !field.get('port').present) field.get('port').missing()
  return {
    group,
    kind,
    namespace: given ?? namespace,
    namespaceGiven: given !== null,
    name: field.get('name').required() ?? '',
    port,
    at: field.path,
  }
}

function decodeHeaderPairs(field: Field): (readonly [string, string])[] {
  return field.items().flatMap(item => {
    const name = item.get('name').required()
    return name === null ? [] : [[name, item.get('value').string() ?? ''] as const]
  })
}

function decodeHeaderChange(field: Field): HeaderChange {
  return {
    set: decodeHeaderPairs(field.get('set')),
    add: decodeHeaderPairs(field.get('add')),
    remove: field.get('remove').strings(),
  }
}

function decodePathRewrite(field: Field): PathRewrite | null {
  const type = field.get('type').oneOf(['ReplaceFullPath', 'ReplacePrefixMatch'] as const)
  if (type === null) return null
  return {
    type,
    value: field.get(type === 'ReplaceFullPath' ? 'replaceFullPath' : 'replacePrefixMatch').string() ?? '',
  }
}

function decodeMirrorPercent(field: Field): number {
  const percent = field.get('percent').integer(0, 100)
  if (percent !== null) return percent
  const numerator = field.at('fraction', 'numerator').integer(0, 2 ** 31)
  if (numerator === null) return 100
  const denominator = field.at('fraction', 'denominator').integer(1, 2 ** 31) ?? 100
  return (numerator / denominator) * 100
}

export function decodeHttpFilter(field: Field, namespace: string): HttpFilter {
  const type = field.get('type').required() ?? ''
  const at = field.path
  switch (type) {
    case 'RequestHeaderModifier':
      return { kind: type, change: decodeHeaderChange(field.get('requestHeaderModifier')), at }
    case 'ResponseHeaderModifier':
      return { kind: type, change: decodeHeaderChange(field.get('responseHeaderModifier')), at }
    case 'RequestRedirect': {
      const redirect = field.get('requestRedirect')
      return {
        kind: type,
        scheme: redirect.get('scheme').string()?.toLowerCase() ?? null,
        hostname: redirect.get('hostname').string(),
        path: redirect.get('path').present ? decodePathRewrite(redirect.get('path')) : null,
        port: redirect.get('port').port(),
        statusCode: redirect.get('statusCode').integer(300, 399) ?? 302,
        at,
      }
    }
    case 'URLRewrite': {
      const rewrite = field.get('urlRewrite')
      const path = rewrite.get('path').present ? decodePathRewrite(rewrite.get('path')) : null
      return { kind: type, hostname: rewrite.get('hostname').string(), path, at }
    }
    case 'RequestMirror': {
      const mirror = field.get('requestMirror')
      return {
        kind: type,
        backend: decodeBackendObjectRef(mirror.get('backendRef'), namespace),
        percent: decodeMirrorPercent(mirror),
        at,
      }
    }
    case 'CORS': {
      const cors = field.get('cors')
      return {
        kind: type,
        allowOrigins: cors.get('allowOrigins').strings(),
        allowMethods: cors.get('allowMethods').strings(),
        allowHeaders: cors.get('allowHeaders').strings(),
        exposeHeaders: cors.get('exposeHeaders').strings(),
        allowCredentials: cors.get('allowCredentials').boolean() ?? false,
        maxAge: cors.get('maxAge').integer(1, 2 ** 31) ?? 5,
        at,
      }
    }
    default:
      return { kind: 'other', name: type, at }
  }
}
