import type { Field } from '../../field.ts'
import { grpcStatuses, retryConditions } from '../envoy-words.ts'
import { between, given, number, oneWord, refuse, said, someOf, text, warn } from './check.ts'
import { duration } from './names.ts'

/** Injected faults: an abort, a delay or both. */
export function fault(field: Field): void {
  if (!field.present) return
  const abort = field.get('abort')
  const delay = field.get('delay')
  if (!abort.present && !delay.present) someOf(field, ['abort', 'delay'])
  if (abort.present) {
    percentage(abort)
    const [kind] = given(abort, ['httpStatus', 'grpcStatus', 'http2Error'])
    if (kind === undefined) warn(abort, 'abortWithoutType')
    between(abort.get('httpStatus'), 200, 600)
    oneWord(abort.get('grpcStatus'), grpcStatuses)
    if (abort.get('http2Error').present) refuse(abort.get('http2Error'), 'notHere', { value: said('http2Error') })
  }
  if (!delay.present) return
  percentage(delay)
  duration(delay.get('fixedDelay'))
  if (delay.get('exponentialDelay').present)
    refuse(delay.get('exponentialDelay'), 'notHere', { value: said('exponentialDelay') })
}

/** 0, or between a ten-thousandth and 100. */
function percentage(parent: Field): void {
  const field = parent.at('percentage', 'value')
  const value = number(field)
  if (value === null) return
  if (value > 0 && value < 0.0001) refuse(field, 'outside', { got: said(value), min: said(0.0001), max: said(100) })
  else between(field, 0, 100)
}

/** Numbers that Go's net/http has a name for. */
function isStatusCode(value: string): boolean {
  const code = Number(value)
  return (
    /^\d{3}$/.test(value) &&
    ((code >= 100 && code <= 103) ||
      (code >= 200 && code <= 208) ||
      code === 226 ||
      (code >= 300 && code <= 308 && code !== 306) ||
      (code >= 400 && code <= 418) ||
      (code >= 421 && code <= 431 && code !== 427 && code !== 430) ||
      code === 451 ||
      (code >= 500 && code <= 511 && code !== 509))
  )
}

export function retries(field: Field): void {
  if (!field.present) return
  const attempts = field.get('attempts')
  attempts.integer(0, 2_147_483_647)
  if ((number(attempts) ?? 0) === 0)
    for (const other of given(field, ['perTryTimeout', 'retryOn', 'retryRemoteLocalities']))
      if (other.value !== '') refuse(other, 'needs', { other: said('attempts') })
  duration(field.get('perTryTimeout'))
  const on = field.get('retryOn')
  for (const policy of text(on) === '' ? [] : text(on).split(','))
    if (!retryConditions.has(policy) && !isStatusCode(policy))
      refuse(on, 'word', {
        got: said(policy),
        want: { is: 'list', items: ['5xx', 'gateway-error', 'reset', 'connect-failure', 'retriable-4xx'].map(said) },
      })
}
