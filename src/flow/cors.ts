import type { Cors } from '../dataplane/index.ts'
import type { ClientRequest } from './url.ts'

/** Headers of a response by the CORS filter; a preflight is answered by the proxy itself [GW-28]. */
export interface CorsAnswer {
  readonly isPreflight: boolean
  readonly headers: Readonly<Record<string, string>>
}

/** Null for a request without Origin, which CORS leaves alone. */
export function answerCors(cors: Cors, request: ClientRequest): CorsAnswer | null {
  const origin = request.headers.get('origin')
  if (origin === undefined) return null
  const wishedMethod = request.headers.get('access-control-request-method')
  const isPreflight = request.method === 'OPTIONS' && wishedMethod !== undefined
  const allowed =
    cors.allowOrigins.find(pattern => matchOrigin(pattern, origin)) ??
    (cors.originMatches?.some(match => takesOrigin(match, origin)) === true ? origin : undefined)
  // What CORS does not allow is sent on: the browser, not the proxy, keeps it from the page.
  if (allowed === undefined) return { isPreflight: isPreflight && cors.originMatches === undefined, headers: {} }
  const headers: Record<string, string> = {
    'access-control-allow-origin': allowed === '*' && !cors.allowCredentials ? '*' : origin,
  }
  if (cors.allowCredentials) headers['access-control-allow-credentials'] = 'true'
  if (cors.exposeHeaders.length > 0) headers['access-control-expose-headers'] = list(cors, cors.exposeHeaders, '')
  if (isPreflight) {
    if (cors.maxAgeSeconds !== null) headers['access-control-max-age'] = String(cors.maxAgeSeconds)
    if (cors.allowMethods.length > 0)
      headers['access-control-allow-methods'] = list(cors, cors.allowMethods, wishedMethod)
    const wishedHeaders = request.headers.get('access-control-request-headers') ?? ''
    if (cors.allowHeaders.length > 0)
      headers['access-control-allow-headers'] = list(cors, cors.allowHeaders, wishedHeaders)
  }
  return { isPreflight, headers }
}

/** A wildcard with credentials echoes what was asked for; without them it stays a wildcard. */
function list({ allowCredentials, separator }: Cors, values: readonly string[], wished: string): string {
  if (!values.includes('*')) return values.join(separator)
  return allowCredentials && wished !== '' ? wished : '*'
}

function takesOrigin(match: NonNullable<Cors['originMatches']>[number], origin: string): boolean {
  switch (match.how) {
    case 'exact':
      return match.value === origin
    case 'startsWith':
      return origin.startsWith(match.value)
    case 'regex':
      return match.regex.full(origin)
    case 'present':
      return true
    case 'unknown':
      return false
  }
}

/** `*`, an origin, or `https://*.bar.com`, whose wildcard spans labels; scheme and port must be equal. */
export function matchOrigin(pattern: string, origin: string): boolean {
  if (pattern === '*' || pattern.toLowerCase() === origin.toLowerCase()) return true
  const star = pattern.indexOf('*')
  if (star < 0) return false
  const before = pattern.slice(0, star).toLowerCase()
  const after = pattern.slice(star + 1).toLowerCase()
  const text = origin.toLowerCase()
  if (text.length <= before.length + after.length || !text.startsWith(before) || !text.endsWith(after)) return false
  return /^[a-z0-9.-]+$/.test(text.slice(before.length, text.length - after.length))
}
