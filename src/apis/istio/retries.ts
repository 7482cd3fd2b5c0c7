import type { Tries } from '../../dataplane/index.ts'
import type { IstioHttpRoute } from '../../model/index.ts'
import type { Mesh } from './mesh.ts'

const defaultOn = 'connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes'
const defaultAttempts = 2

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index)

/** Status codes that a word of `retryOn` calls a failure. */
const codesOf: Readonly<Record<string, readonly number[]>> = {
  '5xx': range(500, 599),
  'gateway-error': [502, 503, 504],
  'retriable-4xx': [409],
}

/**
 * How often and how long: no timeout unless one is set, two retries unless the route or the mesh says otherwise - on failed connections,
 * not on statuses [IS-26].
 */
export function triesOf(mesh: Mesh, http: Pick<IstioHttpRoute, 'timeoutMs' | 'retries'>): Tries {
  const own = http.retries
  const policy = own ?? mesh.defaultHttpRetryPolicy
  const attempts = policy?.attempts ?? (own === null ? defaultAttempts : 0)
  const words = (policy?.retryOn || defaultOn).split(',').map(word => word.trim())
  const codes = new Set(words.flatMap(word => (/^\d{3}$/.test(word) ? [Number(word)] : (codesOf[word] ?? []))))
  return {
    requestMs: http.timeoutMs === 0 ? null : http.timeoutMs,
    backendRequestMs: policy?.perTryTimeoutMs || null,
    retry:
      attempts === 0
        ? null
        : {
            codes: [...codes],
            attempts,
            onReset: words.some(word => ['reset', '5xx', 'gateway-error'].includes(word)),
            onTimeout: codes.has(504),
          },
  }
}

/** What a proxy does for a route that nobody wrote. */
export function defaultTries(mesh: Mesh): Tries {
  return triesOf(mesh, { timeoutMs: null, retries: null })
}
