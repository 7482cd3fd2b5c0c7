import type { HttpRouteResource, HttpRouteRule } from '../../model/index.ts'
import type { Path } from '../../text/index.ts'
import type { PlainValue } from '../../yaml/index.ts'
import { item, type Part } from './part.ts'

export function partsOfHttpRoute(route: HttpRouteResource): Part[] {
  return [
    item(
      'rule',
      'extend.rule',
      ['spec', 'rules'],
      route.rules.filter(rule => rule.at.length === 3).length,
      { matches: [{ path: { type: 'PathPrefix', value: '/new' } }] },
      ['matches', 0, 'path', 'value'],
    ),
    item('hostname', 'extend.hostname', ['spec', 'hostnames'], route.hostnames.length, 'new.example.com'),
  ]
}

/** What a rule can be given; a rule that redirects has no backends, and one with backends does not redirect. */
export function partsOfHttpRule(route: HttpRouteResource, rule: HttpRouteRule, mirrorTo: MirrorTarget | null): Part[] {
  // The rule that stands for an empty list of rules is in no document yet.
  const at: Path = rule.at.length === 3 ? rule.at : ['spec', 'rules', 0]
  const written = rule.matches.filter(match => match.at !== null)
  const prefixes = rule.matches.length === 1 && rule.matches[0]?.path.type === 'PathPrefix'
  const has = (kind: string): boolean => rule.filters.some(filter => filter.kind === kind)
  const redirects = has('RequestRedirect')
  const filter = (type: string, body: Readonly<Record<string, PlainValue>>, focus: Path): Part[] =>
    has(type)
      ? []
      : [
          item(`filter:${type}`, 'extend.filter', [...at, 'filters'], rule.filters.length, { type, ...body }, focus, {
            filter: { is: 'name', value: type },
          }),
        ]
  const header = { set: [{ name: 'X-Header', value: 'value' }] }
  const hasTimeouts = rule.timeouts.request !== null || rule.timeouts.backendRequest !== null
  return [
    item('match', 'extend.match', [...at, 'matches'], written.length, { path: { type: 'PathPrefix', value: '/new' } }, [
      'path',
      'value',
    ]),
    ...filter('RequestHeaderModifier', { requestHeaderModifier: header }, ['requestHeaderModifier', 'set', 0, 'name']),
    ...filter('ResponseHeaderModifier', { responseHeaderModifier: header }, [
      'responseHeaderModifier',
      'set',
      0,
      'name',
    ]),
    ...(redirects
      ? []
      : filter(
          'URLRewrite',
          {
            urlRewrite: {
              path: prefixes
                ? { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' }
                : { type: 'ReplaceFullPath', replaceFullPath: '/' },
            },
          },
          ['urlRewrite', 'path', prefixes ? 'replacePrefixMatch' : 'replaceFullPath'],
        )),
    ...(rule.backendRefs.length > 0 || has('URLRewrite')
      ? []
      : filter('RequestRedirect', { requestRedirect: { scheme: 'https', statusCode: 301 } }, [
          'requestRedirect',
          'scheme',
        ])),
    ...(mirrorTo === null || redirects
      ? []
      : filter('RequestMirror', { requestMirror: { backendRef: mirrorRef(route, mirrorTo) } }, [
          'requestMirror',
          'backendRef',
          'name',
        ])),
    ...filter('CORS', { cors: { allowOrigins: ['https://app.example.com'] } }, ['cors', 'allowOrigins', 0]),
    ...(hasTimeouts || redirects
      ? []
      : [
          {
            name: 'timeouts',
            label: 'extend.timeouts',
            facts: {},
            path: [...at, 'timeouts'],
            value: { request: '10s' },
            select: [...at, 'timeouts', 'request'],
          },
        ]),
    ...(rule.retry !== null || redirects
      ? []
      : [
          {
            name: 'retry',
            label: 'extend.retry',
            facts: {},
            path: [...at, 'retry'],
            value: { attempts: 2, codes: [503] },
            select: [...at, 'retry', 'attempts'],
          },
        ]),
  ]
}

export interface MirrorTarget {
  readonly namespace: string
  readonly name: string
  readonly port: number
}

function mirrorRef(route: HttpRouteResource, { namespace, name, port }: MirrorTarget): PlainValue {
  return namespace === route.namespace ? { name, port } : { name, namespace, port }
}
