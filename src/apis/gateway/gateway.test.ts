import { describe, expect, test } from 'vitest'
import { app, ask, project, reasons, request, say } from '../../../test/ask.ts'
import { trace } from '../../flow/index.ts'
import { isWell, statusOf } from './index.ts'

const apps = ['one', 'two', 'three'].map(name => app(name)).join('')

const gateway = (listeners = '[{name: http, port: 80, protocol: HTTP}]', name = 'edge'): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: ${name}, namespace: default}
spec: {gatewayClassName: any, listeners: ${listeners}}
`

const route = (name: string, rules: string, more = '', meta = ''): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: default${meta}}
spec:
  parentRefs: [{name: edge}]
  ${more}
  rules: ${rules}
`

const to = (service: string): string => `backendRefs: [{name: ${service}, port: 80}]`
const path = (value: string, type = 'PathPrefix'): string => `path: {type: ${type}, value: "${value}"}`

interface Row {
  readonly rule: string
  readonly why: string
  readonly yaml: string
  readonly url?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly want: string
  /** A code that must be among the reasons. */
  readonly because?: string
}

const canary = route('r', `[{backendRefs: [{name: one, port: 80, weight: 90}, {name: two, port: 80, weight: 10}]}]`)

const rows: readonly Row[] = [
  {
    rule: 'GW-1',
    why: 'a longer prefix beats any number of headers',
    yaml: route(
      'r',
      `[{matches: [{headers: [{name: a, value: b}]}], ${to('one')}}, {matches: [{${path('/x')}}], ${to('two')}}]`,
    ),
    url: 'http://h/x',
    headers: { a: 'b' },
    want: 'delivered two',
    because: 'GW-1 route.outranked',
  },
  {
    rule: 'GW-1',
    why: 'Exact beats a prefix of the same length',
    yaml: route(
      'r',
      `[{matches: [{${path('/x')}}], ${to('one')}}, {matches: [{${path('/x', 'Exact')}}], ${to('two')}}]`,
    ),
    url: 'http://h/x',
    want: 'delivered two',
  },
  {
    rule: 'GW-1',
    why: 'a method beats headers',
    yaml: route(
      'r',
      `[{matches: [{headers: [{name: a, value: b}, {name: c, value: d}]}], ${to('one')}}, {matches: [{method: POST}], ${to('two')}}]`,
    ),
    method: 'POST',
    headers: { a: 'b', c: 'd' },
    want: 'delivered two',
  },
  {
    rule: 'GW-1',
    why: 'more headers beat fewer, queries come after',
    yaml: route(
      'r',
      `[{matches: [{headers: [{name: a, value: b}], queryParams: [{name: q, value: "1"}]}], ${to('one')}}, {matches: [{headers: [{name: a, value: b}, {name: c, value: d}]}], ${to('two')}}]`,
    ),
    url: 'http://h/?q=1',
    headers: { a: 'b', c: 'd' },
    want: 'delivered two',
  },
  {
    rule: 'GW-1',
    why: 'hostname specificity comes before the path',
    yaml:
      route('a', `[{matches: [{${path('/long/path')}}], ${to('one')}}]`, 'hostnames: ["*.example.com"]') +
      route('b', `[{${to('two')}}]`, 'hostnames: [a.example.com]'),
    url: 'http://a.example.com/long/path',
    want: 'delivered two',
  },
  {
    rule: 'GW-1',
    why: 'the older route wins a tie',
    yaml:
      route('a', `[{${to('one')}}]`, '', ', creationTimestamp: "2026-01-02T00:00:00Z"') +
      route('b', `[{${to('two')}}]`, '', ', creationTimestamp: "2026-01-01T00:00:00Z"'),
    want: 'delivered two',
  },
  {
    rule: 'GW-1',
    why: 'then the name in alphabetical order',
    yaml: route('b', `[{${to('one')}}]`) + route('a', `[{${to('two')}}]`),
    want: 'delivered two',
  },
  {
    rule: 'GW-1',
    why: 'then the first rule',
    yaml: route('r', `[{${to('two')}}, {${to('one')}}]`),
    want: 'delivered two',
  },
  {
    rule: 'GW-1',
    why: 'a regular expression beside a matching prefix: the order is nowhere specified',
    yaml: route(
      'r',
      `[{matches: [{${path('/a.*', 'RegularExpression')}}], ${to('one')}}, {matches: [{${path('/a')}}], ${to('two')}}]`,
    ),
    url: 'http://h/a',
    want: 'unknown: order of a regular expression among other paths',
  },
  {
    rule: 'GW-2',
    why: 'a prefix ends at a slash',
    yaml: route('r', `[{matches: [{${path('/cart')}}], ${to('two')}}]`),
    url: 'http://h/cartoon',
    want: 'failed 404 no route',
    because: 'GW-2 route.failed.path',
  },
  {
    rule: 'GW-2',
    why: 'a final slash of the prefix does not count',
    yaml: route('r', `[{matches: [{${path('/cart/')}}], ${to('two')}}]`),
    url: 'http://h/cart',
    want: 'delivered two',
  },
  {
    rule: 'GW-2',
    why: 'Exact is case-sensitive and has no subpaths',
    yaml: route('r', `[{matches: [{${path('/two', 'Exact')}}], ${to('two')}}]`),
    url: 'http://h/two/',
    want: 'failed 404 no route',
  },
  {
    rule: 'GW-2',
    why: 'a regex alone is asked, in linear time',
    yaml: route('r', `[{matches: [{${path('/(a+)+', 'RegularExpression')}}], ${to('two')}}]`),
    url: `http://h/${'a'.repeat(3000)}`,
    want: 'delivered two',
  },
  {
    rule: 'GW-2',
    why: 'a regex outside RE2 is unknown, not guessed',
    yaml: route('r', `[{matches: [{${path('/(?=a)', 'RegularExpression')}}], ${to('two')}}]`),
    url: 'http://h/a',
    want: 'unknown: regex dialect: /(?=a)',
  },
  {
    rule: 'GW-3',
    why: 'matches of one rule are alternatives',
    yaml: route('r', `[{matches: [{${path('/a')}}, {${path('/b')}}], ${to('two')}}]`),
    url: 'http://h/b',
    want: 'delivered two',
  },
  {
    rule: 'GW-3',
    why: 'conditions of one match are all asked',
    yaml: route('r', `[{matches: [{${path('/a')}, method: GET, headers: [{name: v, value: "2"}]}], ${to('two')}}]`),
    url: 'http://h/a',
    want: 'failed 404 no route',
    because: 'GW-4 route.lacks.header',
  },
  {
    rule: 'GW-4',
    why: 'header names ignore case, values do not',
    yaml: route('r', `[{matches: [{headers: [{name: Version, value: Two}]}], ${to('two')}}]`),
    headers: { vERSION: 'two' },
    want: 'failed 404 no route',
  },
  {
    rule: 'GW-4',
    why: 'a second entry for a name is ignored',
    yaml: route('r', `[{matches: [{headers: [{name: v, value: a}, {name: V, value: b}]}], ${to('two')}}]`),
    headers: { v: 'a' },
    want: 'delivered two',
  },
  {
    rule: 'GW-4',
    why: 'query names keep their case',
    yaml: route('r', `[{matches: [{queryParams: [{name: animal, value: whale}]}], ${to('two')}}]`),
    url: 'http://h/?ANIMAL=whale',
    want: 'failed 404 no route',
  },
  {
    rule: 'GW-7',
    why: 'a wildcard reaches over several labels',
    yaml: route('r', `[{${to('two')}}]`, 'hostnames: ["*.example.com"]'),
    url: 'http://a.b.example.com/',
    want: 'delivered two',
  },
  {
    rule: 'GW-7',
    why: 'but not over none',
    yaml: route('r', `[{${to('two')}}]`, 'hostnames: ["*.example.com"]'),
    url: 'http://example.com/',
    want: 'failed 404 no route',
  },
  {
    rule: 'GW-7',
    why: 'the port of the Host header does not count',
    yaml: route('r', `[{${to('two')}}]`, 'hostnames: [a.example.com]'),
    url: 'http://a.example.com/',
    headers: { Host: 'a.example.com:1234' },
    want: 'delivered two',
  },
  {
    rule: 'GW-17',
    why: 'a missing Service is 500 for its share only',
    yaml: route('r', `[{backendRefs: [{name: one, port: 80}, {name: gone, port: 80}]}]`),
    want: '50% delivered one | 50% failed 500 invalid backend',
  },
  {
    rule: 'GW-17',
    why: 'a backend of an unknown kind',
    yaml: route('r', `[{backendRefs: [{kind: Bucket, name: one, port: 80}]}]`),
    want: 'failed 500 invalid backend',
  },
  {
    rule: 'GW-17',
    why: 'no backendRefs and no redirect',
    yaml: route('r', `[{matches: [{${path('/')}}]}]`),
    want: 'failed 500 no backend',
  },
  {
    rule: 'GW-17',
    why: 'a Service without ready pods is 503',
    yaml: `${route('r', `[{backendRefs: [{name: empty, port: 80}]}]`)}---\napiVersion: v1\nkind: Service\nmetadata: {name: empty}\nspec: {selector: {app: none}, ports: [{port: 80}]}\n`,
    want: 'failed 503 no endpoint',
    because: 'SV-2 service.noEndpoint',
  },
  { rule: 'GW-18', why: 'shares follow weights', yaml: canary, want: '90% delivered one | 10% delivered two' },
  {
    rule: 'GW-18',
    why: 'weight 0 is never chosen, even when it leads nowhere',
    yaml: route('r', `[{backendRefs: [{name: gone, port: 80, weight: 0}, {name: two, port: 80}]}]`),
    want: 'delivered two',
  },
  {
    rule: 'GW-18',
    why: 'all weights 0',
    yaml: route('r', `[{backendRefs: [{name: one, port: 80, weight: 0}]}]`),
    want: 'failed 500 no backend',
  },
  {
    rule: 'GW-25',
    why: 'the status defaults to 302 and the port to the listener',
    yaml: route('r', `[{filters: [{type: RequestRedirect, requestRedirect: {hostname: other.example.com}}]}]`),
    want: 'redirected 302 http://other.example.com:80/',
  },
  {
    rule: 'GW-25',
    why: 'a new scheme brings its own port',
    yaml: route('r', `[{filters: [{type: RequestRedirect, requestRedirect: {scheme: https, statusCode: 301}}]}]`),
    url: 'http://h/a',
    want: 'redirected 301 https://h:443/a',
  },
  {
    rule: 'GW-25',
    why: 'a backendRef may redirect its share',
    yaml: route(
      'r',
      `[{backendRefs: [{name: one, port: 80}, {name: two, port: 80, filters: [{type: RequestRedirect, requestRedirect: {hostname: x.org}}]}]}]`,
    ),
    want: '50% delivered one | 50% redirected 302 http://x.org:80/',
  },
  {
    rule: 'GW-32',
    why: 'a filter that is not simulated is named',
    yaml: route('r', `[{filters: [{type: ExtensionRef, extensionRef: {}}], ${to('two')}}]`),
    want: 'unknown: HTTPRoute filter: ExtensionRef',
  },
]

describe('rows', () => {
  test.each(rows)('[$rule] $why', row => check(row))
})

function check(row: Row): void {
  const answer = ask(project(apps + gateway() + row.yaml), {
    url: row.url ?? 'http://h/',
    ...(row.method && { method: row.method }),
    ...(row.headers && { headers: row.headers }),
  })
  expect(say(answer)).toBe(row.want)
  if (row.because !== undefined) expect(reasons(answer)).toContain(row.because)
}

describe('listeners', () => {
  const two =
    '[{name: wide, port: 80, protocol: HTTP, hostname: "*.example.com"}, {name: exact, port: 80, protocol: HTTP, hostname: a.example.com}]'
  const onWide = route('r', `[{${to('two')}}]`).replace('{name: edge}', '{name: edge, sectionName: wide}')

  test('[GW-8] no wider listener is asked when the most specific one has no route', () => {
    expect(say(ask(project(apps + gateway(two) + onWide), { url: 'http://a.example.com/' }))).toBe(
      'failed 404 no route',
    )
    expect(say(ask(project(apps + gateway(two) + onWide), { url: 'http://b.example.com/' }))).toBe('delivered two')
  })

  test('[GW-10] listeners of one Gateway that are not distinct all lose', () => {
    const same = '[{name: a, port: 80, protocol: HTTP}, {name: b, port: 80, protocol: HTTP}]'
    expect(say(ask(project(apps + gateway(same) + canary), { url: 'http://h/', to: 'Gateway default/edge' }))).toBe(
      'failed - no listener',
    )
  })

  const secret = (pem: boolean): string =>
    `---\napiVersion: v1\nkind: Secret\nmetadata: {name: cert}\nstringData: {tls.crt: "${pem ? '-----BEGIN CERTIFICATE-----' : 'x'}", tls.key: "-----BEGIN PRIVATE KEY-----"}\n`
  const https =
    '[{name: a, port: 443, protocol: HTTPS, hostname: a.org, tls: {certificateRefs: [{name: cert}]}}, {name: b, port: 443, protocol: HTTPS, hostname: b.org, tls: {certificateRefs: [{name: cert}]}}]'

  test.each([
    ['GW-9', 'https://a.org/', {}, true, '90% delivered one | 10% delivered two'],
    ['GW-9', 'https://a.org/', { Host: 'b.org' }, true, 'failed 421 misdirected'],
    ['GW-9', 'https://a.org/', { Host: 'c.org' }, true, 'failed 404 no route'],
    ['GW-9', 'https://c.org/', {}, true, 'failed - no filter chain'],
    ['GW-9', 'http://a.org:443/', {}, true, 'failed 400 protocol'],
    ['GW-16', 'https://a.org/', {}, false, 'failed - tls'],
  ] as const)('[%s] %s %o with a good certificate: %s', (_rule, url, headers, good, want) => {
    expect(
      say(ask(project(apps + gateway(https) + canary + secret(good)), { url, headers, to: 'Gateway default/edge' })),
    ).toBe(want)
  })
})

describe('attachment', () => {
  const namespaces = `---\napiVersion: v1\nkind: Namespace\nmetadata: {name: team, labels: {shop: "yes"}}\n`
  const foreign = (more = ''): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: team}
spec:
  parentRefs: [{name: edge, namespace: default${more}}]
  rules: [{backendRefs: [{name: own, port: 80}]}]
`
  const allow = (from: string): string =>
    `[{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: ${from}}}]`
  test.each([
    ['GW-12', 'Same is the default', '[{name: http, port: 80, protocol: HTTP}]', '', 'failed 404 no route'],
    ['GW-12', 'All', allow('{from: All}'), '', 'delivered own'],
    ['GW-12', 'Selector', allow('{from: Selector, selector: {matchLabels: {shop: "yes"}}}'), '', 'delivered own'],
    [
      'GW-12',
      'Selector by the name that every namespace has',
      allow('{from: Selector, selector: {matchLabels: {kubernetes.io/metadata.name: team}}}'),
      '',
      'delivered own',
    ],
    ['GW-12', 'a section that is not there', allow('{from: All}'), ', sectionName: nope', 'failed 404 no route'],
    ['GW-12', 'a port that no listener has', allow('{from: All}'), ', port: 81', 'failed 404 no route'],
  ] as const)('[%s] %s', (_rule, _why, listeners, more, want) => {
    expect(
      say(ask(project(namespaces + app('own', 'team') + gateway(listeners) + foreign(more)), { url: 'http://h/' })),
    ).toBe(want)
  })

  const grant = (name = ''): string => `---
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: {name: g, namespace: team}
spec:
  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: default}]
  to: [{group: "", kind: Service${name}}]
`
  const across = route('r', `[{backendRefs: [{name: own, namespace: team, port: 80}]}]`)
  test.each([
    ['GW-19', 'without a grant', '', 'failed 500 invalid backend'],
    ['GW-19', 'with one', grant(), 'delivered own'],
    ['GW-19', 'with one for another name', grant(', name: other'), 'failed 500 invalid backend'],
    ['GW-19', 'from another kind', grant().replace('kind: HTTPRoute', 'kind: GRPCRoute'), 'failed 500 invalid backend'],
    [
      'GW-19',
      'in the wrong namespace',
      grant().replace('namespace: team', 'namespace: default'),
      'failed 500 invalid backend',
    ],
  ] as const)('[%s] a backend in another namespace %s', (_rule, _why, more, want) => {
    expect(say(ask(project(app('own', 'team') + gateway() + across + more), { url: 'http://h/' }))).toBe(want)
  })
})

describe('filters', () => {
  const filtered = (filters: string, match = path('/prefix')): string =>
    route('r', `[{matches: [{${match}}], filters: ${filters}, ${to('two')}}]`)
  const upstream = (yaml: string, url: string, headers: Readonly<Record<string, string>> = {}) =>
    ask(project(apps + gateway() + yaml), { url, headers }).outcomes[0]!

  test('[GW-24] set, add, remove, whatever the case', () => {
    const outcome = upstream(
      filtered(
        '[{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: A, value: "1"}], add: [{name: b, value: "2"}], remove: [C]}}]',
      ),
      'http://h/prefix',
      { a: 'old', B: 'one', c: 'x' },
    )
    expect(outcome.upstream?.headers).toEqual({ a: '1', b: 'one,2' })
  })

  // The whole table of HTTPPathModifier's documentation.
  test.each([
    ['/foo/bar', '/foo', '/xyz', '/xyz/bar'],
    ['/foo/bar', '/foo', '/xyz/', '/xyz/bar'],
    ['/foo/bar', '/foo/', '/xyz', '/xyz/bar'],
    ['/foo/bar', '/foo/', '/xyz/', '/xyz/bar'],
    ['/foo', '/foo', '/xyz', '/xyz'],
    ['/foo/', '/foo', '/xyz', '/xyz/'],
    ['/foo/bar', '/foo', '', '/bar'],
    ['/foo/', '/foo', '', '/'],
    ['/foo', '/foo', '', '/'],
    ['/foo/', '/foo', '/', '/'],
    ['/foo', '/foo', '/', '/'],
  ] as const)('[GW-26] %s with prefix %s replaced by "%s" is %s', (request, prefix, replacement, want) => {
    const yaml = filtered(
      `[{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: "${replacement}"}}}]`,
      path(prefix),
    )
    expect(upstream(yaml, `http://h${request}`).upstream?.path).toBe(want)
  })

  test('[GW-26] a hostname and a full path', () => {
    const yaml = filtered(
      '[{type: URLRewrite, urlRewrite: {hostname: new.org, path: {type: ReplaceFullPath, replaceFullPath: /all}}}]',
    )
    expect(upstream(yaml, 'http://h/prefix/x?q=1').upstream).toMatchObject({
      host: 'new.org',
      path: '/all',
      query: 'q=1',
    })
  })

  test('[GW-27] a mirror is 100 % unless it says otherwise', () => {
    const yaml = filtered(
      '[{type: RequestMirror, requestMirror: {backendRef: {name: one, port: 80}}}, {type: RequestMirror, requestMirror: {backendRef: {name: three, port: 80}, fraction: {numerator: 1, denominator: 8}}}]',
    )
    const outcome = upstream(yaml, 'http://h/prefix')
    expect(outcome.mirrors.map(mirror => [mirror.name, mirror.percent])).toEqual([
      ['one', 100],
      ['three', 12.5],
    ])
    expect(outcome.verdict.kind).toBe('delivered')
  })
})

const kind = (name: string, kindName: string, spec: string, version = 'v1', meta = ''): string => `---
apiVersion: gateway.networking.k8s.io/${version}
kind: ${kindName}
metadata: {name: ${name}, namespace: default${meta}}
spec: ${spec}
`

describe('gRPC', () => {
  const grpc = (name: string, rules: string, meta = ''): string =>
    kind(name, 'GRPCRoute', `{parentRefs: [{name: edge}], rules: ${rules}}`, 'v1', meta)
  const call = (yaml: string, path: string, type = 'application/grpc'): string =>
    say(
      ask(project(apps + gateway() + yaml), {
        url: `http://h${path}`,
        method: 'POST',
        headers: { 'content-type': type },
      }),
    )
  const rules = `[{matches: [{method: {service: shop.Cart}}], ${to('one')}}, {matches: [{method: {service: shop.Cart, method: Add}}], ${to('two')}}, {matches: [{method: {method: Ping}}], ${to('three')}}]`

  test.each([
    ['/shop.Cart/Add', 'application/grpc', 'delivered two'],
    ['/shop.Cart/Drop', 'application/grpc+proto', 'delivered one'],
    ['/other.Svc/Ping', 'application/grpc', 'delivered three'],
    ['/other.Svc/Pong', 'application/grpc', 'failed 404 no route'],
    ['/shop.Cart/Add', 'application/json', 'failed 404 no route'],
  ] as const)('[GW-6] %s as %s: %s', (path, type, want) => {
    expect(call(grpc('g', rules), path, type)).toBe(want)
  })

  test('[GW-6] of an HTTPRoute and a GRPCRoute that share a hostname the older is taken', () => {
    const older = ', creationTimestamp: "2026-01-01T00:00:00Z"'
    expect(call(grpc('g', `[{${to('one')}}]`, older) + route('h', `[{${to('two')}}]`), '/a.B/C')).toBe('delivered one')
    expect(call(grpc('g', `[{${to('one')}}]`) + route('h', `[{${to('two')}}]`, '', older), '/a.B/C')).toBe(
      'delivered two',
    )
  })
})

describe('ListenerSets', () => {
  const set = (name: string, hostname: string, meta = ''): string =>
    kind(
      name,
      'ListenerSet',
      `{parentRef: {name: edge}, listeners: [{name: l, port: 80, protocol: HTTP, hostname: ${hostname}}]}`,
      'v1',
      meta,
    )
  const open = (from: string): string =>
    gateway('[{name: http, port: 80, protocol: HTTP, hostname: own.org}]').replace(
      'listeners:',
      `allowedListeners: {namespaces: {from: ${from}}}, listeners:`,
    )
  const toSet = (name: string, service: string): string =>
    kind(`to-${name}`, 'HTTPRoute', `{parentRefs: [{kind: ListenerSet, name: ${name}}], rules: [{${to(service)}}]}`)
  const get = (yaml: string, url: string): string => say(ask(project(apps + yaml), { url, to: 'Gateway default/edge' }))

  test('[GW-11] count only where the Gateway allows them', () => {
    expect(get(open('Same') + set('s', 'set.org') + toSet('s', 'two'), 'http://set.org/')).toBe('delivered two')
    expect(get(open('None') + set('s', 'set.org') + toSet('s', 'two'), 'http://set.org/')).toBe('failed 404 no route')
  })

  test('[GW-10] the Gateway comes before its sets, and the older set before the younger', () => {
    expect(get(open('Same') + set('s', 'own.org') + toSet('s', 'two'), 'http://own.org/')).toBe('failed 404 no route')
    const both = set('a', 'set.org') + set('b', 'set.org', ', creationTimestamp: "2026-01-01T00:00:00Z"')
    expect(get(open('Same') + both + toSet('a', 'one') + toSet('b', 'two'), 'http://set.org/')).toBe('delivered two')
  })
})

describe('below HTTP', () => {
  const listeners =
    '[{name: tls, port: 443, protocol: TLS, hostname: "*.a.org", tls: {mode: Passthrough}}, {name: tcp, port: 5432, protocol: TCP}, {name: udp, port: 53, protocol: UDP}]'
  const l4 = (name: string, routeKind: string, section: string, service: string, more = '', meta = ''): string =>
    kind(
      name,
      routeKind,
      `{parentRefs: [{name: edge, sectionName: ${section}}], ${more} rules: [{${to(service)}}]}`,
      'v1alpha2',
      meta,
    )
  const dial = (yaml: string, url: string): string =>
    say(ask(project(apps + gateway(listeners) + yaml), { url, to: 'Gateway default/edge' }))

  test.each([
    [
      'GW-21',
      'exact before wildcard',
      l4('w', 'TLSRoute', 'tls', 'one', 'hostnames: ["*.a.org"],') +
        l4('e', 'TLSRoute', 'tls', 'two', 'hostnames: [x.a.org],'),
      'tls://x.a.org',
      'delivered two',
    ],
    [
      'GW-21',
      'a name that no route takes',
      l4('e', 'TLSRoute', 'tls', 'two', 'hostnames: [x.a.org],'),
      'tls://y.a.org',
      'failed - no route',
    ],
    [
      'GW-20',
      'a backend that is not there',
      l4('e', 'TLSRoute', 'tls', 'gone', 'hostnames: [x.a.org],'),
      'tls://x.a.org',
      'failed - connection refused',
    ],
    [
      'GW-20',
      'the oldest TCPRoute takes everything',
      l4('a', 'TCPRoute', 'tcp', 'one') +
        l4('b', 'TCPRoute', 'tcp', 'two', '', ', creationTimestamp: "2026-01-01T00:00:00Z"'),
      'tcp://a.org:5432',
      'delivered two',
    ],
    [
      'GW-20',
      'datagrams need a port of the Service that takes them',
      l4('u', 'UDPRoute', 'udp', 'one'),
      'udp://a.org:53',
      'failed - connection refused',
    ],
  ] as const)('[%s] %s', (_rule, _why, yaml, url, want) => {
    expect(dial(yaml, url)).toBe(want)
  })
})

describe('backends over TLS', () => {
  const ca =
    '---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: ca}\ndata: {ca.crt: "-----BEGIN CERTIFICATE-----"}\n'
  const policy = (name: string, hostname: string, more = '', meta = ''): string =>
    kind(
      name,
      'BackendTLSPolicy',
      `{targetRefs: [{kind: Service, group: "", name: one}], validation: {hostname: ${hostname}, caCertificateRefs: [{kind: ConfigMap, group: "", name: ca}]${more}}}`,
      'v1',
      meta,
    )
  const get = (yaml: string) =>
    ask(project(apps + gateway() + route('r', `[{${to('one')}}]`) + yaml), { url: 'http://h/' })

  test('[GW-23] the oldest policy counts, an invalid one fails closed, and names in the backend’s certificate are unknown', () => {
    const two = policy('a', 'a.internal') + policy('b', 'b.internal', '', ', creationTimestamp: "2026-01-01T00:00:00Z"')
    expect(get(ca + two).outcomes[0]?.upstream?.tls?.sni).toBe('b.internal')
    const other = ca.replace('name: ca', 'name: other')
    expect(say(get(other + policy('a', 'a.internal')))).toBe('failed 502 invalid backend')
    expect(say(get(ca + policy('a', 'a.internal', ', subjectAltNames: [{type: Hostname, hostname: x}]')))).toBe(
      "unknown: names in the backend's own certificate",
    )
  })
})

/** A Secret whose certificate has just a subjectAltName extension, which is all that is read of it. */
function certificate(name: string, dns: readonly string[], uris: readonly string[] = []): string {
  const bytes = (text: string): number[] => [...Buffer.from(text)]
  const item = (tag: number, content: readonly number[]): number[] => [tag, content.length, ...content]
  const names = [...dns.flatMap(text => item(0x82, bytes(text))), ...uris.flatMap(text => item(0x86, bytes(text)))]
  const der = [0x06, 0x03, 0x55, 0x1d, 0x11, ...item(0x04, item(0x30, names))]
  const pem = `-----BEGIN CERTIFICATE-----\\n${Buffer.from(der).toString('base64')}\\n-----END CERTIFICATE-----`
  return `---\napiVersion: v1\nkind: Secret\nmetadata: {name: ${name}, namespace: default}\nstringData: {tls.crt: "${pem}", tls.key: "-----BEGIN PRIVATE KEY-----"}\n`
}

describe("the backend's own certificate", () => {
  const policy = (validation: string): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: {name: p, namespace: default}
spec: {targetRefs: [{group: "", kind: Service, name: back}], validation: {wellKnownCACertificates: System, ${validation}}}
`
  const back = (volumes: string): string => `---
apiVersion: v1
kind: Service
metadata: {name: back, namespace: default}
spec: {selector: {app: back}, ports: [{port: 443}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: back, namespace: default}
spec:
  selector: {matchLabels: {app: back}}
  template: {metadata: {labels: {app: back}}, spec: {containers: [{name: c, image: i}], volumes: ${volumes}}}
`
  const mounted = '[{name: v, secret: {secretName: cert}}]'
  const names = certificate('cert', ['back.internal', '*.shop.internal'], ['spiffe://shop/back'])
  test.each([
    ['the hostname is in it', mounted, 'hostname: back.internal', 'delivered back'],
    ['a wildcard covers one label', mounted, 'hostname: a.shop.internal', 'delivered back'],
    ['a wildcard does not cover two', mounted, 'hostname: a.b.shop.internal', 'failed 503 invalid backend'],
    ['the hostname is not in it', mounted, 'hostname: other.internal', 'failed 503 invalid backend'],
    [
      'one of the subjectAltNames is enough, the hostname then is for SNI alone',
      mounted,
      'hostname: other.internal, subjectAltNames: [{type: URI, uri: "spiffe://shop/back"}, {type: Hostname, hostname: x.org}]',
      'delivered back',
    ],
    [
      'none of the subjectAltNames',
      mounted,
      'hostname: back.internal, subjectAltNames: [{type: URI, uri: "spiffe://shop/other"}]',
      'failed 503 invalid backend',
    ],
    [
      'a Secret through a projected volume',
      '[{name: v, projected: {sources: [{secret: {name: cert}}]}}]',
      'hostname: x',
      'failed 503 invalid backend',
    ],
    ['no Secret mounted, and no names asked for', '[]', 'hostname: other.internal', 'delivered back'],
    [
      'no Secret mounted',
      '[]',
      'hostname: back.internal, subjectAltNames: [{type: Hostname, hostname: back.internal}]',
      "unknown: names in the backend's own certificate",
    ],
    [
      'several mounted',
      '[{name: v, secret: {secretName: cert}}, {name: w, secret: {secretName: cert-2}}]',
      'hostname: back.internal, subjectAltNames: [{type: Hostname, hostname: back.internal}]',
      "unknown: names in the backend's own certificate",
    ],
  ])('[GW-23] %s', (_why, volumes, validation, want) => {
    const yaml =
      gateway() +
      route('r', '[{backendRefs: [{name: back, port: 443}]}]') +
      back(volumes) +
      names +
      certificate('cert-2', ['y']) +
      policy(validation)
    const answer = ask(project(yaml), { url: 'http://h/' })
    expect(say(answer)).toBe(want)
    if (want === 'delivered back' && volumes === mounted)
      expect(reasons(answer)).toContain('GW-23 assume.certificateMounted')
  })
})

describe('clients that show a certificate, or none', () => {
  const asks = (tls: string): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: default}
spec:
  gatewayClassName: any
  tls: {frontend: ${tls}}
  listeners:
    - {name: a, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: cert}]}}
    - {name: b, port: 8443, protocol: HTTPS, tls: {certificateRefs: [{name: cert}]}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: ca, namespace: default}
data: {ca.crt: "-----BEGIN CERTIFICATE-----"}
`
  const ca = 'caCertificateRefs: [{group: "", kind: ConfigMap, name: ca}]'
  const strict = `{validation: {${ca}}}`
  const lax = `{validation: {${ca}, mode: AllowInsecureFallback}}`
  test.each([
    ['nothing is asked', '{}', 443, null, 'delivered one'],
    ['a certificate is required', `{default: ${strict}}`, 443, null, 'failed - tls'],
    ['a certificate is asked for, but not required', `{default: ${lax}}`, 443, null, 'delivered one'],
    ['not required, and one that may not be trusted is shown', `{default: ${lax}}`, 443, 'default/c', 'delivered one'],
    [
      'whether one that is shown is trusted',
      `{default: ${strict}}`,
      443,
      'default/c',
      'unknown: whether a client certificate is trusted',
    ],
    [
      'the port comes before the default',
      `{default: ${strict}, perPort: [{port: 8443, tls: ${lax}}]}`,
      8443,
      null,
      'delivered one',
    ],
    [
      'the default holds for the other ports',
      `{default: ${lax}, perPort: [{port: 8443, tls: ${strict}}]}`,
      8443,
      null,
      'failed - tls',
    ],
  ] as const)('[GW-33] %s', (_why, tls, port, clientCertificate, want) => {
    const derivations = project(apps + asks(tls) + route('r', `[{${to('one')}}]`) + certificate('cert', ['h']))
    const asked = request({ url: `https://h:${port}/` })
    expect(say(trace(derivations.flow, { ...asked, http: { ...asked.http!, clientCertificate } }))).toBe(want)
  })

  test.each([
    ['any', `{default: ${lax}}`, true],
    ['istio', `{default: ${strict}, perPort: [{port: 8443, tls: ${lax}}]}`, true],
    ['istio', `{default: ${strict}}`, false],
  ] as const)('[GW-33] class %s, %s: the status says so', (className, tls, want) => {
    const yaml = asks(tls).replace('gatewayClassName: any', `gatewayClassName: ${className}`)
    const { cluster, assumptions } = project(yaml + certificate('cert', ['h']))
    const conditions = statusOf(cluster, assumptions, cluster.all('gateway')[0]!)?.sets[0]?.conditions ?? []
    const found = conditions.find(({ type }) => type === 'InsecureFrontendValidationMode')
    expect(found?.reason).toBe(want ? 'ConfigurationChanged' : undefined)
    expect(found === undefined ? null : isWell(found)).toBe(want ? false : null)
  })
})

test('[GW-35] session persistence is said, with the cookie or header that tells a session; shares stay those of first requests', () => {
  const split = (more: string): string =>
    gateway() +
    route('r', `[{backendRefs: [{name: one, port: 80}, {name: two, port: 80}], sessionPersistence: {${more}}}]`)
  const named = ask(project(apps + split('sessionName: cart, type: Header')), { url: 'http://h/' })
  expect(say(named)).toBe('50% delivered one | 50% delivered two')
  expect(reasons(named)).toContain('GW-35 route.session')
})

describe('addresses that a Gateway asks for', () => {
  const asks = (addresses: string): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: default}
spec: {gatewayClassName: any, addresses: ${addresses}, listeners: [{name: a, port: 80, protocol: HTTP}]}
`
  test.each([
    ['none', '[]', 'Accepted True Accepted, Programmed True Programmed'],
    ['one that can be used', '[{value: 192.0.2.1}]', 'Accepted True Accepted, Programmed True Programmed'],
    [
      'one that the assumptions rule out',
      '[{value: 192.0.2.1}, {value: 192.0.2.9}]',
      'Accepted True Accepted, Programmed False AddressNotUsable',
    ],
    [
      'one of an unknown type',
      '[{type: example.com/zone, value: a}]',
      'Accepted False UnsupportedAddress, Programmed False Invalid',
    ],
  ])('[GW-34] %s', (_why, addresses, want) => {
    const { cluster, assumptions } = project(asks(addresses), 'unusableAddresses: [192.0.2.9]')
    const status = statusOf(cluster, assumptions, cluster.all('gateway')[0]!)
    const said = status?.sets[0]?.conditions.map(({ type, status, reason }) => `${type} ${status} ${reason}`)
    expect(said?.join(', ')).toBe(want)
  })
})

describe('CORS', () => {
  const cors = (more: string): string => route('r', `[{filters: [{type: CORS, cors: {${more}}}], ${to('one')}}]`)
  const get = (yaml: string, method: string, headers: Readonly<Record<string, string>>) =>
    ask(project(apps + gateway() + yaml), { url: 'http://h/', method, headers }).outcomes[0]!

  test('[GW-28] a preflight is answered by the proxy, for allowed origins with headers', () => {
    const preflight = { Origin: 'https://a.b.foo.org', 'Access-Control-Request-Method': 'PUT' }
    const good = get(cors('allowOrigins: ["https://*.foo.org"], allowMethods: [PUT]'), 'OPTIONS', preflight)
    expect([
      good.verdict.kind,
      good.response?.headers['access-control-allow-origin'],
      good.response?.headers['access-control-allow-methods'],
    ]).toEqual(['answered', 'https://a.b.foo.org', 'PUT'])
    const bad = get(cors('allowOrigins: ["https://foo.org"]'), 'OPTIONS', preflight)
    expect([bad.verdict.kind, bad.response?.headers['access-control-allow-origin']]).toEqual(['answered', undefined])
  })

  test('[GW-28] with credentials a wildcard echoes the origin; other requests go on', () => {
    const echoed = get(cors('allowOrigins: ["*"], allowCredentials: true'), 'GET', { Origin: 'https://x.org' })
    expect([echoed.verdict.kind, echoed.response?.headers['access-control-allow-origin']]).toEqual([
      'delivered',
      'https://x.org',
    ])
    expect(
      get(cors('allowOrigins: ["*"]'), 'GET', { Origin: 'https://x.org' }).response?.headers[
        'access-control-allow-origin'
      ],
    ).toBe('*')
    expect(
      get(cors('allowOrigins: ["https://y.org"]'), 'GET', { Origin: 'https://x.org' }).response?.headers[
        'access-control-allow-origin'
      ],
    ).toBeUndefined()
  })
})

describe('tries', () => {
  const echo = 'backends: {preset: gateway-api-echo}'
  const get = (more: string, query: string): string =>
    say(
      ask(project(apps + gateway() + route('r', `[{${more}${to('one')}}]`), echo), {
        url: `http://h/retry/x?${query}`,
      }),
    )

  test.each([
    ['retries listed codes', 'retry: {codes: [500], attempts: 2}, ', 'responseCode=500&succeedAfter=2', 200],
    ['attempts are retries, not tries', 'retry: {codes: [500], attempts: 2}, ', 'responseCode=500&succeedAfter=3', 500],
    [
      'a code that is not listed passes through',
      'retry: {codes: [500], attempts: 2}, ',
      'responseCode=503&succeedAfter=1',
      503,
    ],
    ['a reset is retried once there is a retry stanza', 'retry: {attempts: 1}, ', 'succeedAfter=1', 200],
    ['backendRequest limits one try', 'timeouts: {backendRequest: 200ms}, ', 'delay=300ms', 504],
    ['0s is no limit', 'timeouts: {request: 0s}, ', 'delay=300ms', 200],
    [
      'request limits all tries',
      'timeouts: {request: 400ms}, retry: {codes: [500], attempts: 5}, ',
      'responseCode=500&succeedAfter=4&delayRetry=100ms',
      504,
    ],
  ] as const)('[GW-29] %s', (_why, more, query, status) => {
    const answer = ask(project(apps + gateway() + route('r', `[{${more}${to('one')}}]`), echo), {
      url: `http://h/retry/x?${query}`,
    })
    const { verdict } = answer.outcomes[0]!
    expect('status' in verdict ? verdict.status : null).toBe(status)
    expect(get(more, query)).toBe(say(answer))
  })
})

describe('mesh', () => {
  const client = (namespace: string): string =>
    `---\napiVersion: v1\nkind: Pod\nmetadata: {name: client, namespace: ${namespace}}\nspec: {containers: [{name: c, image: i}]}\n`
  const mesh = (name: string, namespace: string, service: string, more = '', match = ''): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  parentRefs: [{group: "", kind: Service, name: one, namespace: default${more}}]
  rules: [{${match}backendRefs: [{name: ${service}, namespace: default, port: 80}]}]
`
  const get = (yaml: string, from: string): string =>
    say(
      ask(project(apps + client('default') + client('team') + yaml), {
        url: 'http://one.default/',
        from,
        headers: { Host: 'anything.org' },
      }),
    )

  test.each([
    ['GW-31', 'without routes the Service is reached directly', '', 'default/client', 'delivered one'],
    [
      'GW-30',
      'a producer route is for everybody, without a grant',
      mesh('p', 'default', 'two'),
      'team/client',
      'delivered two',
    ],
    [
      'GW-30',
      'a consumer route replaces it for its own namespace',
      mesh('p', 'default', 'two') + mesh('c', 'team', 'three'),
      'team/client',
      'delivered three',
    ],
    [
      'GW-30',
      'and for no other',
      mesh('p', 'default', 'two') + mesh('c', 'team', 'three'),
      'default/client',
      'delivered two',
    ],
    [
      'GW-31',
      'routes without a match are 404',
      mesh('p', 'default', 'two', '', 'matches: [{path: {value: /x}}], '),
      'default/client',
      'failed 404 no route',
    ],
    [
      'GW-31',
      'another port is not theirs',
      mesh('p', 'default', 'two', ', port: 81'),
      'default/client',
      'delivered one',
    ],
  ] as const)('[%s] %s', (_rule, _why, yaml, from, want) => {
    expect(get(yaml, from)).toBe(want)
  })
})

test("a Gateway of Kong's is unknown, with the specification's answer beside it, until the assumptions say otherwise", () => {
  const kong =
    '---\napiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: any}\nspec: {controllerName: konghq.com/kic-gateway-controller}\n'
  const yaml = gateway() + route('r', `[{${to('one')}}]`) + apps + kong
  const answer = ask(project(yaml), { url: 'http://h/' })
  expect(say(answer)).toBe('unknown: controller: kong')
  expect(answer.outcomes[0]?.bySpecification?.verdict.kind).toBe('delivered')
  expect(say(ask(project(yaml, 'profiles: {any: specification}'), { url: 'http://h/' }))).toBe('delivered one')
})

describe('[SV-7] a Service that no file declares', () => {
  const http = gateway() + route('r', `[{backendRefs: [{name: one, port: 80}]}]`)
  const ingress = `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: main, namespace: default}
spec: {defaultBackend: {service: {name: one, port: {number: 80}}}}
`
  const elsewhere = 'unknown: Service of a namespace whose Services no file declares: default/one'
  test.each([
    ['a route, where the namespace has none', http, elsewhere],
    ['a route, where it has others', app('two') + http, 'failed 500 invalid backend'],
    ['a route of Istio', http.replace('gatewayClassName: any', 'gatewayClassName: istio'), elsewhere],
    ['an Ingress, where the namespace has none', ingress, elsewhere],
    ['an Ingress, where it has others', app('two') + ingress, 'failed 503 invalid backend'],
  ])('%s', (_why, yaml, want) => {
    expect(say(ask(project(yaml, 'profiles: {default: specification}'), { url: 'http://h/' }))).toBe(want)
  })

  test.each([
    ['any', 'Unknown'],
    ['istio', 'Unknown'],
  ])('the status of a route, class %s', (className, want) => {
    const resolved = (yaml: string): string | undefined => {
      const { cluster, assumptions } = project(yaml.replace('gatewayClassName: any', `gatewayClassName: ${className}`))
      const [set] = statusOf(cluster, assumptions, cluster.all('httproute')[0]!)!.sets
      return set?.conditions.find(({ type }) => type === 'ResolvedRefs')?.status
    }
    expect(resolved(http)).toBe(want)
    expect(resolved(app('two') + http)).toBe('False')
  })
})
