import { parseDuration } from '../../model/index.ts'
import type { Path } from '../../text/index.ts'
import { isMap, valueAt, type YamlValue } from '../../yaml/index.ts'
import { codes, gatewayDuration, whole } from './check.ts'
import type { DialSpec, RuleSpec, Together } from './dial.ts'

/** A try cannot outlast its request, unless the request may last for ever (GEP-1742). */
const backendWithin: Together = texts => {
  const request = parseDuration(texts['timeouts.request'] ?? '')
  const backend = parseDuration(texts['timeouts.backendRequest'] ?? '')
  return request !== null && backend !== null && request > 0 && backend > request
    ? { field: 'timeouts.backendRequest', code: 'tune.backendLonger' }
    : null
}

/** What a rule of an HTTPRoute or GRPCRoute can be given; `item` is where the line's backend stands. */
export function gatewayRule(document: YamlValue | undefined, kind: string, rule: Path, item: Path): RuleSpec {
  const at = (...path: Path): Path => [...rule, ...path]
  const filters = valueAt(document, at('filters'))
  const mirrors: DialSpec[] = (Array.isArray(filters) ? filters : []).flatMap((filter, i) => {
    const mirror = isMap(filter) ? filter['requestMirror'] : undefined
    return isMap(mirror) && mirror['fraction'] === undefined
      ? [{ group: 'mirror', path: at('filters', i, 'requestMirror', 'percent'), check: whole(0, 100), start: '100' }]
      : []
  })
  const refs = valueAt(document, at('backendRefs'))
  const weights: DialSpec[] =
    Array.isArray(refs) && refs.length > 1
      ? [
          {
            group: 'weight',
            path: [...item.slice(0, rule.length + 2), 'weight'],
            check: whole(0, 1_000_000),
            start: '',
          },
        ]
      : []
  const ofHttp: DialSpec[] = [
    { group: 'timeout', path: at('timeouts', 'request'), check: gatewayDuration, start: '10s' },
    { group: 'timeout', path: at('timeouts', 'backendRequest'), check: gatewayDuration, start: '' },
    { group: 'retry', path: at('retry', 'attempts'), check: whole(0, 2_147_483_647), start: '2' },
    { group: 'retry', path: at('retry', 'codes'), check: codes(400, 599), start: '' },
    { group: 'retry', path: at('retry', 'backoff'), check: gatewayDuration, start: '' },
  ]
  return {
    rule,
    before: null,
    dials: [...(kind === 'HTTPRoute' ? ofHttp : []), ...mirrors, ...weights],
    together: [backendWithin],
  }
}
