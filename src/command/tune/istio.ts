import { grpcStatuses, retryConditions } from '../../model/index.ts'
import type { Path } from '../../text/index.ts'
import { isMap, valueAt, type YamlValue } from '../../yaml/index.ts'
import { eitherOr, istioDuration, needs, oneOf, percent, whole } from './check.ts'
import type { Check, DialSpec, RuleSpec } from './dial.ts'

/** Conditions with commas between them, or statuses as numbers. */
const retryOn: Check = text => {
  const unknown = text
    .split(',')
    .map(word => word.trim())
    .find(word => !retryConditions.has(word) && !/^[1-5]\d\d$/.test(word))
  return unknown === undefined
    ? { ok: true, value: text }
    : { ok: false, code: 'tune.badRetryOn', facts: { word: { is: 'text', value: unknown } } }
}

/** What an http route of a VirtualService can be given; `item` is where the line's destination stands. */
export function istioRule(document: YamlValue | undefined, rule: Path, item: Path): RuleSpec {
  const at = (...path: Path): Path => [...rule, ...path]
  const share = (group: 'delay' | 'abort'): DialSpec => {
    const old = valueAt(document, at('fault', group, 'percent'))
    const isOld = old !== undefined && valueAt(document, at('fault', group, 'percentage')) === undefined
    return isOld
      ? { group, path: at('fault', group, 'percent'), check: whole(0, 100), start: '100' }
      : { group, path: at('fault', group, 'percentage', 'value'), check: percent, start: '100' }
  }
  const delay = share('delay')
  const abort = share('abort')
  const idOf = ({ path }: DialSpec): string => path.slice(rule.length).join('.')
  return {
    rule,
    before: 'route',
    dials: [
      { group: 'delay', path: at('fault', 'delay', 'fixedDelay'), check: istioDuration(1), start: '5s' },
      delay,
      { group: 'abort', path: at('fault', 'abort', 'httpStatus'), check: whole(200, 599), start: '503' },
      {
        group: 'abort',
        path: at('fault', 'abort', 'grpcStatus'),
        check: oneOf(grpcStatuses),
        start: '',
        options: grpcStatuses,
      },
      abort,
      { group: 'timeout', path: at('timeout'), check: istioDuration(0), start: '10s' },
      { group: 'retry', path: at('retries', 'attempts'), check: whole(0, 2_147_483_647), start: '2' },
      { group: 'retry', path: at('retries', 'perTryTimeout'), check: istioDuration(1), start: '2s' },
      { group: 'retry', path: at('retries', 'retryOn'), check: retryOn, start: '' },
      ...mirrorOf(document, rule, item),
      ...weightOf(document, rule, item),
    ],
    together: [
      needs('fault.delay.fixedDelay', [idOf(delay)]),
      texts =>
        (texts['fault.abort.grpcStatus'] ?? '') !== '' ? null : needs('fault.abort.httpStatus', [idOf(abort)])(texts),
      eitherOr('fault.abort.httpStatus', 'fault.abort.grpcStatus'),
      needs('retries.attempts', ['retries.perTryTimeout', 'retries.retryOn']),
      texts =>
        texts['retries.attempts'] === '0' && (texts['retries.perTryTimeout'] || texts['retries.retryOn'])
          ? { field: 'retries.attempts', code: 'tune.noTries' }
          : null,
    ],
  }
}

function mirrorOf(document: YamlValue | undefined, rule: Path, item: Path): DialSpec[] {
  const kind = item[rule.length]
  const mirror = (path: Path, check: Check): DialSpec[] => [{ group: 'mirror', path, check, start: '100' }]
  if (kind === 'mirrors') return mirror([...item.slice(0, rule.length + 2), 'percentage', 'value'], percent)
  if (kind !== 'mirror') return []
  const route = valueAt(document, rule)
  for (const old of ['mirrorPercent', 'mirror_percent'])
    if (isMap(route) && route['mirrorPercentage'] === undefined && route[old] !== undefined)
      return mirror([...rule, old], whole(0, 100))
  return mirror([...rule, 'mirrorPercentage', 'value'], percent)
}

function weightOf(document: YamlValue | undefined, rule: Path, item: Path): DialSpec[] {
  const list = valueAt(document, [...rule, 'route'])
  if (item[rule.length] !== 'route' || !Array.isArray(list) || list.length < 2) return []
  const path = [...item.slice(0, rule.length + 2), 'weight']
  return [{ group: 'weight', path, check: whole(0, 2_147_483_647), start: '' }]
}
