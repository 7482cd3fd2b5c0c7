import type { Field } from '../field.ts'
import type {
  IstioDestination,
  IstioFault,
  IstioHeaderEdit,
  IstioHeaders,
  IstioHttpMatch,
  IstioHttpRoute,
  IstioMirror,
  IstioRedirect,
  IstioStreamMatch,
  IstioStreamRoute,
  IstioWeighted,
  VirtualServiceResource,
} from '../istio.ts'
import type { Meta } from '../resource.ts'
import { durationMs } from './duration.ts'
import { decodeRetries } from './mesh-config.ts'
import { decodeMatch, decodeMatches, exportToOf, labelsOf, placed, placedStrings } from './string-match.ts'

/** VirtualService: http, tls and tcp routes in their order. */
export function decodeVirtualService(root: Field, meta: Meta): VirtualServiceResource {
  const spec = root.get('spec')
  return {
    ...meta,
    type: 'virtualservice',
    hosts: placedStrings(spec.get('hosts')),
    gateways: placedStrings(spec.get('gateways')),
    exportTo: exportToOf(spec),
    http: spec.get('http').items().map(decodeHttpRoute),
    tls: spec.get('tls').items().map(decodeStreamRoute),
    tcp: spec.get('tcp').items().map(decodeStreamRoute),
  }
}

function decodeHttpRoute(field: Field): IstioHttpRoute {
  const redirect = field.get('redirect')
  const answer = field.get('directResponse')
  const delegate = field.get('delegate')
  const rewrite = field.get('rewrite')
  const regex = rewrite.get('uriRegexRewrite')
  const retries = decodeRetries(field.get('retries'))
  const cors = field.get('corsPolicy')
  return {
    name: field.get('name').string(),
    matches: field.get('match').items().map(decodeHttpMatch),
    route: field.get('route').items().flatMap(decodeWeighted),
    redirect: redirect.present ? decodeRedirect(redirect) : null,
    directResponse: answer.present
      ? {
          status: answer.get('status').integer(100, 599) ?? 200,
          body: answer.at('body', 'string').string() ?? '',
          at: answer.path,
        }
      : null,
    delegate: delegate.present
      ? {
          namespace: delegate.get('namespace').string(),
          name: delegate.get('name').string() ?? '',
          at: delegate.path,
        }
      : null,
    rewrite: rewrite.present
      ? {
          uri: rewrite.get('uri').string(),
          authority: rewrite.get('authority').string(),
          regex: regex.present
            ? { match: regex.get('match').string() ?? '', rewrite: regex.get('rewrite').string() ?? '' }
            : null,
          at: rewrite.path,
        }
      : null,
    timeoutMs: durationMs(field.get('timeout')),
    retries: retries === null ? null : { ...retries, at: field.get('retries').path },
    fault: decodeFault(field.get('fault')),
    mirrors: decodeMirrors(field),
    cors: cors.present
      ? {
          allowOrigins: [
            ...cors
              .get('allowOrigins')
              .items()
              .flatMap(item => decodeMatch(item) ?? []),
            ...placedStrings(cors.get('allowOrigin')).map(({ value, at }) =>
              value === '*' ? ({ how: 'present', at } as const) : ({ how: 'exact', value, at } as const),
            ),
          ],
          allowMethods: cors.get('allowMethods').strings(),
          allowHeaders: cors.get('allowHeaders').strings(),
          exposeHeaders: cors.get('exposeHeaders').strings(),
          maxAgeMs: durationMs(cors.get('maxAge')),
          allowCredentials: cors.get('allowCredentials').boolean(),
          at: cors.path,
        }
      : null,
    headers: decodeHeaders(field.get('headers')),
    at: field.path,
  }
}

function decodeHttpMatch(field: Field): IstioHttpMatch {
  return {
    name: field.get('name').string(),
    uri: decodeMatch(field.get('uri')),
    ignoreUriCase: field.get('ignoreUriCase').boolean() ?? false,
    scheme: decodeMatch(field.get('scheme')),
    method: decodeMatch(field.get('method')),
    authority: decodeMatch(field.get('authority')),
    headers: decodeMatches(field.get('headers')),
    withoutHeaders: decodeMatches(field.get('withoutHeaders')),
    queryParams: decodeMatches(field.get('queryParams')),
    ...decodeSource(field),
  }
}

/** What a match asks about the proxy that runs it, and not about the request. */
function decodeSource(
  field: Field,
): Pick<IstioHttpMatch, 'port' | 'sourceLabels' | 'sourceNamespace' | 'gateways' | 'at'> {
  const gateways = field.get('gateways').strings()
  return {
    port: placed(field.get('port').port(), field.get('port').path),
    sourceLabels: placed(labelsOf(field.get('sourceLabels')), field.get('sourceLabels').path),
    sourceNamespace: placed(field.get('sourceNamespace').string() || null, field.get('sourceNamespace').path),
    gateways: gateways.length === 0 ? null : gateways,
    at: field.path,
  }
}

function decodeStreamRoute(field: Field): IstioStreamRoute {
  return {
    matches: field
      .get('match')
      .items()
      .map(
        (match): IstioStreamMatch => ({
          sniHosts: placedStrings(match.get('sniHosts')),
          destinationSubnets: match.get('destinationSubnets').strings(),
          ...decodeSource(match),
        }),
      ),
    route: field.get('route').items().flatMap(decodeWeighted),
    at: field.path,
  }
}

export function decodeDestination(field: Field): IstioDestination | null {
  const host = field.get('host').required()
  if (host === null) return null
  return {
    host,
    subset: field.get('subset').string() || null,
    port: field.at('port', 'number').port(),
    at: field.path,
  }
}

function decodeWeighted(item: Field): IstioWeighted[] {
  const destination = decodeDestination(item.get('destination'))
  if (destination === null) return []
  return [
    {
      destination,
      weight: item.get('weight').integer(0, 2_147_483_647) ?? 0,
      headers: decodeHeaders(item.get('headers')),
      at: item.path,
    },
  ]
}

function decodeMirrors(route: Field): IstioMirror[] {
  const percentOf = (field: Field, old: Field | null): number => {
    if (field.present) return percent(field)
    return old?.present ? (old.integer(0, 100) ?? 100) : 100
  }
  const single = route.get('mirror')
  const first = single.present ? decodeDestination(single) : null
  const oldPercent = route.get('mirrorPercent').present ? route.get('mirrorPercent') : route.get('mirror_percent')
  const mirrors: IstioMirror[] =
    first === null
      ? []
      : [{ destination: first, percent: percentOf(route.get('mirrorPercentage'), oldPercent), at: single.path }]
  for (const item of route.get('mirrors').items()) {
    const destination = decodeDestination(item.get('destination'))
    if (destination !== null)
      mirrors.push({ destination, percent: percentOf(item.get('percentage'), null), at: item.path })
  }
  return mirrors
}

function decodeRedirect(field: Field): IstioRedirect {
  return {
    uri: field.get('uri').string(),
    prefixRewrite: field.get('prefixRewrite').string(),
    authority: field.get('authority').string(),
    scheme: field.get('scheme').string(),
    port: field.get('port').port(),
    derivePort: field.get('derivePort').oneOf(['FROM_PROTOCOL_DEFAULT', 'FROM_REQUEST_PORT'] as const),
    code: field.get('redirectCode').integer(0, 999) ?? 301,
    at: field.path,
  }
}

function decodeFault(field: Field): IstioFault | null {
  if (!field.present) return null
  const delay = field.get('delay')
  const abort = field.get('abort')
  const old = (part: Field): number => part.get('percent').integer(0, 100) ?? 0
  const percentIn = (part: Field): number =>
    part.get('percentage').present ? percent(part.get('percentage')) : old(part)
  const status = abort.get('httpStatus')
  const grpc = abort.get('grpcStatus')
  return {
    delay: delay.present
      ? { ms: durationMs(delay.get('fixedDelay')) ?? 0, percent: percentIn(delay), at: delay.path }
      : null,
    abort: abort.present
      ? {
          status: status.integer(200, 599) ?? 200,
          grpc: grpc.present ? String(grpc.value) : null,
          percent: percentIn(abort),
          at: abort.path,
        }
      : null,
  }
}

/** A Percent; 0 where it says nothing. */
function percent(field: Field): number {
  const value = field.get('value').value
  if (value === undefined || value === null) return 0
  if (typeof value === 'number' && value >= 0 && value <= 100) return value
  field.get('value').integer(0, 100)
  return 0
}

function decodeHeaders(field: Field): IstioHeaders | null {
  if (!field.present) return null
  const edit = (part: Field): IstioHeaderEdit => ({
    set: part.get('set').stringMap(),
    add: part.get('add').stringMap(),
    remove: part.get('remove').strings(),
  })
  return { request: edit(field.get('request')), response: edit(field.get('response')), at: field.path }
}
