import type { Tries } from '../dataplane/index.ts'
import { type ClientRequest, readQuery } from './url.ts'

/** How an application behaves towards one request, try by try. */
export interface Behaviour {
  /** Tries that fail before one succeeds. */
  readonly failures: number
  /** Status of a failure; null for a connection that is reset. */
  readonly failureStatus: number | null
  readonly failureDelayMs: number
  readonly delayMs: number
}

const answersAtOnce: Behaviour = { failures: 0, failureStatus: null, failureDelayMs: 0, delayMs: 0 }

/** What an assumption's preset says; without one, applications answer at once. */
export function behaviourOf(preset: string | null, request: ClientRequest): Behaviour {
  if (preset !== 'gateway-api-echo') return answersAtOnce
  const query = readQuery(request.query)
  const delayMs = goDuration(query.get('delay'))
  if (!request.path.startsWith('/retry/')) return { ...answersAtOnce, delayMs }
  const status = Number(query.get('responseCode'))
  return {
    failures: Number(query.get('succeedAfter') ?? 0),
    failureStatus: Number.isInteger(status) && status > 0 ? status : null,
    failureDelayMs: goDuration(query.get('delayRetry')),
    delayMs,
  }
}

function goDuration(text: string | undefined): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text ?? '')
  return match === null ? 0 : Number(match[1]) * { ms: 1, s: 1000, m: 60_000 }[match[2] as 'ms' | 's' | 'm']
}

export type TriesEnd =
  | { readonly kind: 'answered'; readonly status: number; readonly tries: number }
  | { readonly kind: 'timeout'; readonly limit: 'request' | 'backendRequest'; readonly tries: number }
  | { readonly kind: 'reset'; readonly tries: number }

/**
 * Tries until the application answers or the limits are met [GW-29]: retries follow a reset, a timed out try, or a listed status; the
 * request's own timeout covers all tries. The pause between tries counts for nothing here but is never zero, so a limit that is just met
 * is missed.
 */
export function runTries(tries: Tries | null, behaviour: Behaviour): TriesEnd {
  const attempts = tries?.retry?.attempts ?? 0
  let elapsedMs = 0
  for (let index = 0; ; index++) {
    const fails = index < behaviour.failures
    const tookMs = fails ? behaviour.failureDelayMs : behaviour.delayMs
    const limitMs = tries?.backendRequestMs ?? null
    const isLate = limitMs !== null && tookMs > limitMs
    elapsedMs += isLate ? limitMs : tookMs
    if (tries?.requestMs != null && (elapsedMs > tries.requestMs || (index > 0 && elapsedMs >= tries.requestMs)))
      return { kind: 'timeout', limit: 'request', tries: index + 1 }
    if (!isLate && !fails) return { kind: 'answered', status: 200, tries: index + 1 }
    const isRetried =
      tries?.retry != null &&
      (isLate || behaviour.failureStatus === null || tries.retry.codes.includes(behaviour.failureStatus))
    if (isRetried && index < attempts) continue
    if (isLate) return { kind: 'timeout', limit: 'backendRequest', tries: index + 1 }
    return behaviour.failureStatus === null
      ? { kind: 'reset', tries: index + 1 }
      : { kind: 'answered', status: behaviour.failureStatus, tries: index + 1 }
  }
}
