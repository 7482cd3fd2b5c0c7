import type { HttpRequest, Token } from '../../flow/index.ts'
import type { YamlMap, YamlValue } from '../../yaml/index.ts'
import { isMap, listOf, textOf } from './case-file.ts'

const understoodHttp = new Set([
  'method',
  'url',
  'headers',
  'sni',
  'clientCertificate',
  'grpc',
  'address',
  'version',
  'rawPath',
  'alpn',
  'jwt',
  'jwtParams',
])
const understoodTcp = new Set(['port', 'host', 'address', 'sni', 'tls', 'serverFirst'])
const schemes = new Set(['http', 'https', 'ws', 'wss', 'tls', 'tcp', 'udp'])

/** `http:` or `tcp:` of a row; a text says what cannot be read. */
export function readRequestOf(row: YamlMap): HttpRequest | string {
  return isMap(row['tcp']) ? readTcp(row['tcp']) : readHttp(row['http'])
}

function readHttp(value: YamlValue | undefined): HttpRequest | string {
  if (!isMap(value)) return 'a request without http'
  const unread = Object.keys(value).filter(key => !understoodHttp.has(key))
  if (unread.length > 0) return `not simulated yet: http.${unread.join(', http.')}`
  const url = textOf(value['url'])
  if (url === null) return 'a request without url'
  const scheme = url.slice(0, url.indexOf(':'))
  if (!schemes.has(scheme)) return `not simulated yet: ${scheme} requests`
  const headers = isMap(value['headers']) ? value['headers'] : {}
  const pairs = Object.entries(headers).flatMap(([name, item]) =>
    (Array.isArray(item) ? item : [item]).map(one => [name, textOf(one) ?? ''] as const),
  )
  if (isMap(value['jwt'])) {
    const { header, prefix, token } = value['jwt']
    pairs.push([textOf(header) ?? 'Authorization', `${textOf(prefix) ?? ''}${textOf(token) ?? ''}`])
  }
  const base = {
    url,
    sni: textOf(value['sni']),
    clientCertificate: textOf(value['clientCertificate']),
    address: textOf(value['address']),
    rawPath: textOf(value['rawPath']),
    version: textOf(value['version'])?.startsWith('HTTP/2') === true ? ('HTTP/2' as const) : ('HTTP/1.1' as const),
    tokens: tokensOf(value),
  }
  const grpc = value['grpc']
  if (!isMap(grpc)) return { ...base, method: textOf(value['method']) ?? 'GET', headers: pairs }
  const origin = /^[a-z]+:\/\/[^/?#]*/.exec(url)?.[0] ?? url
  return {
    ...base,
    method: 'POST',
    url: `${origin}/${textOf(grpc['service'])}/${textOf(grpc['method'])}`,
    headers: [...pairs, ['content-type', 'application/grpc']],
    version: 'HTTP/2',
  }
}

function readTcp(value: YamlMap): HttpRequest | string {
  const unread = Object.keys(value).filter(key => !understoodTcp.has(key))
  if (unread.length > 0) return `not simulated yet: tcp.${unread.join(', tcp.')}`
  const address = textOf(value['address'])
  const sni = textOf(value['sni'])
  const host = textOf(value['host']) ?? address ?? sni ?? 'gateway'
  // A server name is sent, so there is TLS, whatever the row calls it.
  const isTls = sni !== null || (textOf(value['tls']) ?? 'plaintext') !== 'plaintext'
  return {
    method: '',
    url: `${isTls ? 'tls' : 'tcp'}://${host.includes(':') ? `[${host}]` : host}:${textOf(value['port']) ?? ''}`,
    headers: [],
    sni,
    address,
    serverFirst: value['serverFirst'] === true,
  }
}

function tokensOf(value: YamlMap): Token[] {
  const tokens: Token[] = []
  const { jwt } = value
  if (isMap(jwt))
    tokens.push({
      in: 'header',
      name: (textOf(jwt['header']) ?? 'Authorization').toLowerCase(),
      prefix: textOf(jwt['prefix']) ?? '',
      claims: isMap(jwt['claims']) ? (jwt['claims'] as Token['claims']) : null,
    })
  for (const item of listOf(value['jwtParams'])) {
    if (!isMap(item)) continue
    tokens.push({
      in: 'query',
      name: textOf(item['param']) ?? '',
      prefix: '',
      claims: isMap(item['claims']) ? (item['claims'] as Token['claims']) : null,
    })
  }
  return tokens
}
