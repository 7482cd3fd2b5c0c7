import type { Fault, Filter } from '../dataplane/index.ts'
import { makeStep, type Step } from '../report/index.ts'

/** What a fault makes of a part of the requests. */
export interface FaultPart {
  /** Of the requests that come to the route: 0..1. */
  readonly share: number
  readonly delayMs: number
  readonly aborts: boolean
  readonly steps: readonly Step[]
}

export function faultIn(filters: readonly Filter[]): Extract<Filter, { kind: 'fault' }> | null {
  return filters.find(filter => filter.kind === 'fault') ?? null
}

/** Requests by what happens to them: delay and abort each take their own part, one independent of the other [IS-24]. */
export function faultParts(filter: Extract<Filter, { kind: 'fault' }>): FaultPart[] {
  const { delay, abort } = filter.fault
  const delayed = delay === null ? 0 : delay.percent / 100
  const aborted = abort === null ? 0 : abort.percent / 100
  const parts: FaultPart[] = []
  for (const aborts of [false, true]) {
    for (const isDelayed of [false, true]) {
      const share = (aborts ? aborted : 1 - aborted) * (isDelayed ? delayed : 1 - delayed)
      if (share === 0) continue
      const steps = [
        ...(isDelayed && delay !== null ? [stepOf(filter, 'fault.delay', delay.percent, delay.ms)] : []),
        ...(aborts && abort !== null ? [stepOf(filter, 'fault.abort', abort.percent, abort.status)] : []),
      ]
      parts.push({ share, delayMs: isDelayed ? (delay?.ms ?? 0) : 0, aborts, steps })
    }
  }
  return parts
}

function stepOf(filter: Extract<Filter, { kind: 'fault' }>, code: string, percent: number, value: number): Step {
  const { doc, path } = filter.origin
  return makeStep(
    code,
    {
      percent: { is: 'percent', value: percent },
      ...(code === 'fault.delay'
        ? { delay: { is: 'milliseconds' as const, value } }
        : { status: { is: 'status' as const, value } }),
    },
    { rule: filter.rule, at: { doc, path: [...path, code === 'fault.delay' ? 'delay' : 'abort'] } },
  )
}

/** The HTTP status that stands for one of gRPC; 500 for those without a better one. */
const httpOfGrpc: Readonly<Record<number, number>> = {
  0: 200,
  1: 499,
  3: 400,
  4: 504,
  5: 404,
  6: 409,
  7: 403,
  8: 429,
  9: 400,
  10: 409,
  11: 400,
  12: 501,
  14: 503,
  16: 401,
}

/** What the client of an aborted request sees; a gRPC client sees the status of gRPC. */
export function abortStatus(abort: NonNullable<Fault['abort']>, isGrpc: boolean): { status: number; grpc?: number } {
  if (abort.grpc === null) return { status: abort.status }
  return isGrpc ? { status: 200, grpc: abort.grpc } : { status: httpOfGrpc[abort.grpc] ?? 500 }
}
