import { normaliseHost, parseAddress } from '../match/index.ts'
import type { HttpRequest, Token } from './request.ts'

/** A request as it leaves the client. */
export interface ClientRequest {
  readonly scheme: string
  readonly isTls: boolean
  /** As in the Host header, port included when it is not the scheme's. */
  readonly authority: string
  /** Normalised, without port. */
  readonly host: string
  /** What the client dials; normalised, without port. */
  readonly dialled: string
  readonly port: number
  readonly path: string
  /** Without the question mark; '' when there is none. */
  readonly query: string
  readonly method: string
  /** Lower-case names; repeated values joined with a comma. */
  readonly headers: ReadonlyMap<string, string>
  readonly sni: string
  /** `namespace/name` of the Secret whose certificate the client shows; null when it shows none. */
  readonly clientCertificate: string | null
  readonly version: 'HTTP/1.1' | 'HTTP/2'
  readonly serverFirst: boolean
  readonly tokens: readonly Token[]
}

const wellKnownPorts: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  ws: 80,
  wss: 443,
  grpc: 80,
  grpcs: 443,
  tls: 443,
}

/** Reads a request; null when its url is none. A `Host` header takes the place of the url's host. */
export function readRequest(request: HttpRequest): ClientRequest | null {
  const match =
    /^([a-z][a-z0-9+.-]*):\/\/(\[[0-9a-fA-F:.]+\]|[^/:?#\s]+)(?::(\d{1,5}))?(\/[^?#]*)?(?:\?([^#]*))?(?:#.*)?$/i.exec(
      request.url.trim(),
    )
  if (match === null) return null
  const scheme = match[1]!.toLowerCase()
  const port = match[3] === undefined ? wellKnownPorts[scheme] : Number(match[3])
  if (port === undefined || port < 1 || port > 65535) return null
  const headers = new Map<string, string>()
  let authority = match[3] === undefined || port === wellKnownPorts[scheme] ? match[2]! : `${match[2]}:${port}`
  for (const [name, value] of request.headers) {
    const key = name.toLowerCase()
    if (key === 'host') authority = value
    else headers.set(key, headers.has(key) ? `${headers.get(key)},${value}` : value)
  }
  const isTls = scheme === 'https' || scheme === 'wss' || scheme === 'grpcs' || scheme === 'tls'
  return {
    scheme,
    isTls,
    authority,
    host: normaliseHost(authority),
    dialled: dialledName(request.address ?? match[2]!),
    port,
    path: request.rawPath ?? (match[4] === '' || match[4] === undefined ? '/' : match[4]),
    query: match[5] ?? '',
    method: request.method.toUpperCase(),
    headers,
    sni: request.sni ?? normaliseHost(match[2]!),
    clientCertificate: request.clientCertificate ?? null,
    version: request.version ?? 'HTTP/1.1',
    serverFirst: request.serverFirst ?? false,
    tokens: request.tokens ?? [],
  }
}

/** An address as it is, without brackets; a name in its usual form. */
function dialledName(text: string): string {
  const bare = text.replace(/^\[|\]$/g, '')
  return parseAddress(bare) === null ? normaliseHost(text) : bare.toLowerCase()
}

/** First value of each parameter, percent-decoded where that is possible. */
export function readQuery(query: string): Map<string, string> {
  const values = new Map<string, string>()
  for (const part of query.split('&')) {
    if (part === '') continue
    const equals = part.indexOf('=')
    const name = decode(equals < 0 ? part : part.slice(0, equals))
    if (!values.has(name)) values.set(name, decode(equals < 0 ? '' : part.slice(equals + 1)))
  }
  return values
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '))
  } catch {
    return text
  }
}
