import { describe, expect, test } from 'vitest'
import { type Asked, app, ask, project as open, reasons, request } from '../../../test/ask.ts'
import { type Outcome, trace } from '../../flow/index.ts'

/** What proxies do with what they are given, however it came past admission. */
const project = (yaml: string, assume = 'istioAdmission: bypassed'): ReturnType<typeof open> => open(yaml, assume)

/** Who asks: a pod with a sidecar in `default`. */
const client = `---
apiVersion: v1
kind: Pod
metadata: {name: client, labels: {app: client, tier: web}}
spec: {containers: [{name: app, image: app}, {name: istio-proxy, image: auto}]}
`

const base = `${client}${app('cart')}${app('pay')}`
const injected = (namespace: string): string => `---
apiVersion: v1
kind: Namespace
metadata: {name: ${namespace}, labels: {istio-injection: enabled}}
`

const virtual = (name: string, spec: string, more = ''): string => `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: ${name}${more}}
spec: {${spec}}
`
const rule = (name: string, spec: string, more = ''): string => `---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: ${name}${more}}
spec: {${spec}}
`
const entry = (name: string, spec: string): string => `---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: ${name}}
spec: {${spec}}
`
const sidecar = (spec: string, more = ''): string => `---
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: {name: sidecar${more}}
spec: {${spec}}
`
const mesh = (text: string): string => `---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data: {mesh: "${text}"}
`
const to = (host: string, more = ''): string => `route: [{destination: {host: ${host}}}]${more}`

/** Version v1 and v2 of `web`, two pods and one. */
const web = `---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}
${['v1', 'v2']
  .map(
    (version, index) => `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web-${version}}
spec:
  replicas: ${2 - index}
  selector: {matchLabels: {app: web, version: ${version}}}
  template:
    metadata: {labels: {app: web, version: ${version}}}
    spec: {containers: [{name: app, image: app}]}
`,
  )
  .join('')}`
const subsets = rule(
  'web',
  'host: web, subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]',
)

interface Row {
  readonly rule: string
  readonly why: string
  readonly yaml: string
  readonly asked: Asked
  readonly want: string
  readonly assume?: string
}

const mesher = (host: string, path = '/', more: Partial<Asked> = {}): Asked => ({
  url: `http://${host}${path}`,
  from: 'default/client',
  ...more,
})

/** `cart/v1`, `404`, `301 https://…`, with shares where there are several. */
function sayAll(outcomes: readonly Outcome[]): string {
  return outcomes
    .map(outcome => `${outcomes.length > 1 ? `${Math.round(outcome.share * 100)}% ` : ''}${sayOne(outcome)}`)
    .join(' | ')
}

function sayOne({ verdict, backend, delayMs }: Outcome): string {
  const late = delayMs === 0 ? '' : ` after ${delayMs} ms`
  switch (verdict.kind) {
    case 'delivered': {
      if (backend === null) return 'delivered'
      const where = backend.passthrough ? 'passthrough' : backend.name
      return `${where}${backend.subset === null ? '' : `/${backend.subset}`}${late}`
    }
    case 'redirected': {
      const { scheme, host, port, path } = verdict.location
      return `${verdict.status} ${scheme}://${host}:${port}${path}`
    }
    case 'answered':
      return `${verdict.status}${late}`
    case 'failed':
      return `${verdict.status ?? '-'} ${verdict.reason}`
    case 'refused':
      return 'refused'
    case 'unknown':
      return `unknown ${verdict.feature}`
  }
}

function check(row: Row): void {
  const answer = ask(project(row.yaml, row.assume), row.asked)
  expect(sayAll(answer.outcomes)).toBe(row.want)
}

describe('which rules a sidecar sees', () => {
  test.each<Row>([
    {
      rule: 'IS-1',
      why: 'the ConfigMap says that nothing unknown is let out',
      yaml: base + mesh('outboundTrafficPolicy: {mode: REGISTRY_ONLY}'),
      asked: mesher('nowhere.example.com'),
      want: '502 no route',
    },
    {
      rule: 'IS-1',
      why: 'the assumptions say it where no document does',
      yaml: base + subsets,
      assume: 'mesh: {outboundTrafficPolicy: REGISTRY_ONLY}',
      asked: mesher('nowhere.example.com'),
      want: '502 no route',
    },
    {
      rule: 'IS-1',
      why: 'the document comes before the assumptions',
      yaml: base + mesh('outboundTrafficPolicy: {mode: ALLOW_ANY}'),
      assume: 'mesh: {outboundTrafficPolicy: REGISTRY_ONLY}',
      asked: mesher('nowhere.example.com'),
      want: 'passthrough',
    },
    {
      rule: 'IS-5',
      why: 'of one age the name decides',
      yaml:
        base +
        virtual('b', `hosts: [cart], http: [{${to('cart')}}]`) +
        virtual('a', `hosts: [cart], http: [{${to('pay')}}]`),
      asked: mesher('cart'),
      want: 'pay',
    },
    {
      rule: 'IS-6',
      why: 'a route that is kept to its own namespace',
      yaml:
        base +
        virtual(
          'far',
          `hosts: [cart.default.svc.cluster.local], exportTo: ["."], http: [{${to('pay.default.svc.cluster.local')}}]`,
          ', namespace: other',
        ),
      asked: mesher('cart'),
      want: 'cart',
    },
    {
      rule: 'IS-6',
      why: 'a route that names the namespace of the client',
      yaml:
        base +
        virtual(
          'far',
          `hosts: [cart.default.svc.cluster.local], exportTo: [default], http: [{${to('pay.default.svc.cluster.local')}}]`,
          ', namespace: other',
        ),
      asked: mesher('cart'),
      want: 'pay',
    },
    {
      rule: 'IS-7',
      why: 'a host that is not imported is unknown',
      yaml:
        base +
        sidecar('egress: [{hosts: ["./pay.default.svc.cluster.local"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY}'),
      asked: mesher('cart'),
      want: '502 no route',
    },
    {
      rule: 'IS-7',
      why: 'a Sidecar that selects the client comes before the one of its namespace',
      yaml:
        base +
        sidecar('egress: [{hosts: ["~/*"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY}') +
        sidecar('workloadSelector: {labels: {app: client}}, egress: [{hosts: ["./*"]}]', 'x'),
      asked: mesher('cart'),
      want: 'cart',
    },
    {
      rule: 'IS-7',
      why: 'a route comes with all its hosts when one of them is imported',
      yaml:
        base +
        virtual('both', `hosts: [cart, pay], http: [{directResponse: {status: 204}}]`) +
        sidecar('egress: [{hosts: ["*/cart.default.svc.cluster.local", "*/pay.default.svc.cluster.local"]}]'),
      asked: mesher('pay'),
      want: '204',
    },
    {
      rule: 'IS-11',
      why: 'a route for a gateway alone is none of a sidecar',
      yaml: base + virtual('edge', `hosts: [cart], gateways: [edge], http: [{${to('pay')}}]`),
      asked: mesher('cart'),
      want: 'cart',
    },
    {
      rule: 'IS-11',
      why: 'with mesh among its gateways it is',
      yaml: base + virtual('edge', `hosts: [cart], gateways: [edge, mesh], http: [{${to('pay')}}]`),
      asked: mesher('cart'),
      want: 'pay',
    },
    {
      rule: 'IS-12',
      why: 'an exact host beats an older wildcard',
      yaml:
        base +
        virtual(
          'wild',
          `hosts: ["*.svc.cluster.local"], http: [{directResponse: {status: 410}}]`,
          ', creationTimestamp: 2020-01-01T00:00:00Z',
        ) +
        virtual('exact', `hosts: [cart], http: [{${to('pay')}}]`, ', creationTimestamp: 2024-01-01T00:00:00Z'),
      asked: mesher('cart'),
      want: 'pay',
    },
    {
      rule: 'IS-12',
      why: 'of one host the oldest is taken as a whole',
      yaml:
        base +
        virtual(
          'new',
          `hosts: [cart], http: [{match: [{uri: {prefix: /new}}], directResponse: {status: 201}}]`,
          ', creationTimestamp: 2024-01-01T00:00:00Z',
        ) +
        virtual(
          'old',
          `hosts: [cart], http: [{match: [{uri: {prefix: /old}}], directResponse: {status: 202}}]`,
          ', creationTimestamp: 2020-01-01T00:00:00Z',
        ),
      asked: mesher('cart', '/new'),
      want: '404 no route',
    },
    {
      rule: 'IS-12',
      why: 'a name with one dot is no short name',
      yaml: base + virtual('dotted', `hosts: [cart.default], http: [{directResponse: {status: 410}}]`),
      asked: mesher('cart'),
      want: 'cart',
    },
    {
      rule: 'IS-12',
      why: 'a host outside the registry is routed on port 80',
      yaml: base + virtual('out', `hosts: [shop.example.com], http: [{${to('cart.default.svc.cluster.local')}}]`),
      asked: mesher('shop.example.com'),
      want: 'cart',
    },
    {
      rule: 'IS-12',
      why: 'and on no other port',
      yaml: base + virtual('out', `hosts: [shop.example.com], http: [{${to('cart.default.svc.cluster.local')}}]`),
      asked: mesher('shop.example.com:8080'),
      want: 'passthrough',
    },
  ])('[$rule] $why', check)
})

describe('who has a sidecar', () => {
  const pods = (name: string, more: string, spec = ''): string => `---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop${more}}
spec: {${spec}containers: [{name: app, image: app}]}
`
  const from = (name: string): Asked => ({ url: 'http://cart.default/', from: `shop/${name}` })
  const routed = virtual('cart', `hosts: [cart], http: [{directResponse: {status: 299}}]`)
  test.each([
    ['the namespace asks', injected('shop'), '', '', '299'],
    ['the pod refuses', injected('shop'), ', labels: {sidecar.istio.io/inject: "false"}', '', 'cart'],
    ['the older annotation refuses', injected('shop'), ', annotations: {sidecar.istio.io/inject: "false"}', '', 'cart'],
    [
      'the pod asks alone',
      '---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n',
      ', labels: {sidecar.istio.io/inject: "true"}',
      '',
      '299',
    ],
    ['nobody asks', '---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n', '', '', 'cart'],
    ['on the network of the node', injected('shop'), '', 'hostNetwork: true, ', 'cart'],
    ['the namespace is declared nowhere', '', '', '', '299'],
    [
      'a revision',
      '---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {istio.io/rev: canary}}\n',
      '',
      '',
      '299',
    ],
  ] as const)('[IS-2] %s', (_why, namespace, more, spec, want) => {
    const yaml = `${app('cart')}${routed}${namespace}${pods('one', more, spec)}`
    expect(sayAll(ask(project(yaml), from('one')).outcomes)).toBe(want)
  })
})

describe('matches', () => {
  const one = (match: string): string =>
    base + virtual('r', `hosts: [cart], http: [{match: [${match}], ${to('pay')}}, {${to('cart')}}]`)
  const row = (rule: string, why: string, match: string, asked: Asked, want: string): Row => ({
    rule,
    why,
    yaml: one(match),
    asked,
    want,
  })
  test.each<Row>([
    row('IS-15', 'a prefix counts characters', '{uri: {prefix: /pa}}', mesher('cart', '/pay'), 'pay'),
    row(
      'IS-15',
      'exact is the whole path, without the query',
      '{uri: {exact: /pay}}',
      mesher('cart', '/pay?a=1'),
      'pay',
    ),
    row('IS-15', 'a regex takes the whole path', '{uri: {regex: "/p.y"}}', mesher('cart', '/pay/now'), 'cart'),
    row(
      'IS-15',
      'case does not count where it is so said',
      '{uri: {prefix: /PAY}, ignoreUriCase: true}',
      mesher('cart', '/pay/now'),
      'pay',
    ),
    row(
      'IS-15',
      'an empty match asks for a value',
      '{headers: {x-user: {}}}',
      mesher('cart', '/', { headers: { 'x-user': '' } }),
      'pay',
    ),
    row('IS-15', 'method', '{method: {exact: POST}}', mesher('cart', '/', { method: 'POST' }), 'pay'),
    row(
      'IS-15',
      'a pseudo header',
      '{headers: {":method": {exact: POST}}}',
      mesher('cart', '/', { method: 'POST' }),
      'pay',
    ),
    row('IS-15', 'scheme', '{scheme: {exact: https}}', mesher('cart'), 'cart'),
    row('IS-15', 'authority', '{authority: {prefix: cart}}', mesher('cart'), 'pay'),
    row('IS-15', 'a query parameter', '{queryParams: {v: {exact: "2"}}}', mesher('cart', '/?v=2'), 'pay'),
    row(
      'IS-14',
      'all conditions of a match',
      '{uri: {prefix: /a}, headers: {x: {exact: "1"}}}',
      mesher('cart', '/a'),
      'cart',
    ),
    row(
      'IS-14',
      'matches are alternatives',
      '{uri: {prefix: /a}}, {headers: {x: {exact: "1"}}}',
      mesher('cart', '/a'),
      'pay',
    ),
    row('IS-16', 'a missing header is not jason', '{withoutHeaders: {user: {exact: jason}}}', mesher('cart'), 'pay'),
    row(
      'IS-16',
      'jason is',
      '{withoutHeaders: {user: {exact: jason}}}',
      mesher('cart', '/', { headers: { user: 'jason' } }),
      'cart',
    ),
    row(
      'IS-16',
      'a missing header is compared as an empty one',
      '{withoutHeaders: {user: {regex: ".*"}}}',
      mesher('cart'),
      'cart',
    ),
    row('IS-16', 'presence means absence', '{withoutHeaders: {user: {}}}', mesher('cart'), 'pay'),
    row('IS-17', 'labels of the client', '{sourceLabels: {tier: web}}', mesher('cart'), 'pay'),
    row('IS-17', 'other labels', '{sourceLabels: {tier: db}}', mesher('cart'), 'cart'),
    row('IS-17', 'namespace of the client', '{sourceNamespace: other}', mesher('cart'), 'cart'),
    row(
      'IS-17',
      'who sends is not asked where gateways are named',
      '{gateways: [mesh], sourceNamespace: other}',
      mesher('cart'),
      'pay',
    ),
    row('IS-17', 'the port', '{port: 8080}', mesher('cart'), 'cart'),
    row(
      'IS-18',
      'a claim is no header',
      '{headers: {"@request.auth.claims.sub": {exact: me}}}',
      mesher('cart', '/', { headers: { '@request.auth.claims.sub': 'me' } }),
      'cart',
    ),
  ])('[$rule] $why', check)

  test('[IS-13] the first match is taken, not the longest', () => {
    check({
      rule: 'IS-13',
      why: '',
      yaml:
        base +
        virtual(
          'r',
          `hosts: [cart], http: [{match: [{uri: {prefix: /a}}], ${to('cart')}}, {match: [{uri: {prefix: /a/b}}], ${to('pay')}}]`,
        ),
      asked: mesher('cart', '/a/b'),
      want: 'cart',
    })
  })

  test('[IS-13] nothing behind a route that takes everything is translated', () => {
    const yaml =
      base + virtual('r', `hosts: [cart], http: [{${to('cart')}}, {match: [{uri: {prefix: /b}}], ${to('pay')}}]`)
    const answer = ask(project(yaml), mesher('cart', '/b'))
    expect(sayAll(answer.outcomes)).toBe('cart')
    expect(reasons(answer).filter(text => text.includes('route.'))).toEqual(['IS-13 route.taken'])
  })
})

describe('what a route does', () => {
  const route = (text: string): string => base + web + subsets + virtual('r', `hosts: [cart], http: [{${text}}]`)
  const row = (rule: string, why: string, text: string, asked: Asked, want: string): Row => ({
    rule,
    why,
    yaml: route(text),
    asked,
    want,
  })
  const two = (a: string, b: string): string =>
    `route: [{destination: {host: cart}${a}}, {destination: {host: pay}${b}}]`
  test.each<Row>([
    row(
      'IS-19',
      'weights are parts of their sum',
      two(', weight: 9', ', weight: 1'),
      mesher('cart'),
      '90% cart | 10% pay',
    ),
    row('IS-19', 'weight 0 gets nothing', two(', weight: 1', ', weight: 0'), mesher('cart'), 'cart'),
    row('IS-19', 'one destination needs none', 'route: [{destination: {host: pay}, weight: 0}]', mesher('cart'), 'pay'),
    row(
      'IS-20',
      'a redirect',
      'redirect: {uri: /new, authority: x.org, scheme: https}',
      mesher('cart', '/old?a=1'),
      '301 https://x.org:443/new',
    ),
    row(
      'IS-20',
      'a redirect of the prefix that matched',
      'match: [{uri: {prefix: /old}}], redirect: {prefixRewrite: /new}',
      mesher('cart', '/old/a'),
      '301 http://cart:80/new/a',
    ),
    row(
      'IS-20',
      'of a leading slash where no prefix was asked for',
      'redirect: {prefixRewrite: /new/}',
      mesher('cart', '/a'),
      '301 http://cart:80/new/a',
    ),
    row(
      'IS-20',
      'the client’s own port stays',
      'redirect: {uri: /new, redirectCode: 308}',
      mesher('cart', '/', { headers: { host: 'cart:8080' } }),
      '308 http://cart:8080/new',
    ),
    row(
      'IS-20',
      'the listener’s where it is so said',
      'redirect: {scheme: https, derivePort: FROM_REQUEST_PORT}',
      mesher('cart'),
      '301 https://cart:80/',
    ),
    row(
      'IS-20',
      'a code that Envoy has no redirect for',
      'redirect: {redirectCode: 305}',
      mesher('cart'),
      'unknown redirect code: 305',
    ),
    row(
      'IS-20',
      'an answer comes before destinations',
      `directResponse: {status: 418}, ${to('cart')}`,
      mesher('cart'),
      '418',
    ),
    row(
      'IS-24',
      'an abort for everybody',
      `fault: {abort: {httpStatus: 500, percentage: {value: 100}}}, ${to('cart')}`,
      mesher('cart'),
      '500',
    ),
    row(
      'IS-24',
      'for some',
      `fault: {abort: {httpStatus: 500, percentage: {value: 25}}}, ${to('cart')}`,
      mesher('cart'),
      '75% cart | 25% 500',
    ),
    row('IS-24', 'no percentage is none', `fault: {abort: {httpStatus: 500}}, ${to('cart')}`, mesher('cart'), 'cart'),
    row(
      'IS-24',
      'a delay',
      `fault: {delay: {fixedDelay: 7s, percentage: {value: 100}}}, timeout: 1s, ${to('cart')}`,
      mesher('cart'),
      'cart after 7000 ms',
    ),
    row(
      'IS-24',
      'both, each by itself',
      `fault: {delay: {fixedDelay: 1s, percentage: {value: 50}}, abort: {httpStatus: 503, percentage: {value: 50}}}, ${to('cart')}`,
      mesher('cart'),
      '25% cart | 25% cart after 1000 ms | 25% 503 | 25% 503 after 1000 ms',
    ),
    row('IS-34', 'a host that nobody declares', to('gone'), mesher('cart'), '503 no backend'),
    row(
      'SV-7',
      'a Service of a namespace that no file fills',
      to('gone.other.svc.cluster.local'),
      mesher('cart'),
      'unknown Service of a namespace whose Services no file declares: other/gone',
    ),
    row(
      'IS-34',
      'a host outside of the cluster that nobody declares',
      to('gone.example.com'),
      mesher('cart'),
      '503 no backend',
    ),
    row(
      'IS-34',
      'a port that the service has not',
      'route: [{destination: {host: pay, port: {number: 81}}}]',
      mesher('cart'),
      '503 no backend',
    ),
    row(
      'IS-34',
      'a subset that no rule declares',
      'route: [{destination: {host: web, subset: v9}}]',
      mesher('cart'),
      '503 no backend',
    ),
    row('IS-29', 'the only port of the service', to('web'), mesher('cart'), 'web'),
  ])('[$rule] $why', check)

  test.each([
    ['a prefix gives way as it stands', 'match: [{uri: {prefix: /a}}], rewrite: {uri: /}', '/a/b?q=1', '//b q=1'],
    ['an exact match gives way whole', 'match: [{uri: {exact: /a}}], rewrite: {uri: /x/y}', '/a', '/x/y '],
    ['without a match the leading slash', 'rewrite: {uri: /v1/}', '/a', '/v1/a '],
    [
      'groups of a regex',
      String.raw`rewrite: {uriRegexRewrite: {match: "^/(\\w+)/(.*)$", rewrite: "/\\2/\\1"}}`,
      '/a/b',
      '/b/a ',
    ],
  ] as const)('[IS-21] %s', (_why, text, path, want) => {
    const { outcomes } = ask(project(route(`${text}, ${to('cart')}`)), mesher('cart', path))
    expect(`${outcomes[0]!.upstream!.path} ${outcomes[0]!.upstream!.query}`).toBe(want)
  })

  test.each([
    ['the rewrite first', 'rewrite: {authority: one}, headers: {request: {set: {":authority": two}}}, ', 'one'],
    ['then the route', 'headers: {request: {set: {":authority": two}}}, ', 'two'],
    ['then the destination', '', 'three'],
  ] as const)('[IS-21] authority: %s', (_why, text, want) => {
    const yaml = route(`${text}route: [{destination: {host: cart}, headers: {request: {set: {Host: three}}}}]`)
    expect(ask(project(yaml), mesher('cart')).outcomes[0]!.upstream!.host).toBe(want)
  })

  test('[IS-22] headers are removed before they are set, the destination last', () => {
    const yaml = route(
      'headers: {request: {set: {a: route}, add: {b: more}, remove: [b, c]}, response: {remove: [server]}}, route: [{destination: {host: cart}, headers: {request: {set: {a: destination}}}}]',
    )
    const [outcome] = ask(project(yaml), mesher('cart', '/', { headers: { b: 'own', c: 'own' } })).outcomes
    expect(outcome!.upstream!.headers).toEqual({ a: 'destination', b: 'more' })
    expect(outcome!.response!.absent).toEqual(['server'])
  })

  test.each([
    ['a preflight is answered', { origin: 'x.org', 'access-control-request-method': 'PUT' }, 'OPTIONS', '200', 'x.org'],
    [
      'another origin passes',
      { origin: 'y.org', 'access-control-request-method': 'PUT' },
      'OPTIONS',
      'cart',
      undefined,
    ],
    ['a request gets its header', { origin: 'x.org' }, 'GET', 'cart', 'x.org'],
  ] as const)('[IS-23] %s', (_why, headers, method, want, origin) => {
    const yaml = route(
      `corsPolicy: {allowOrigins: [{exact: x.org}], allowMethods: [GET, POST], maxAge: 1h}, ${to('cart')}`,
    )
    const { outcomes } = ask(project(yaml), mesher('cart', '/', { headers, method }))
    expect(sayAll(outcomes)).toBe(want)
    expect(outcomes[0]!.response?.headers['access-control-allow-origin']).toBe(origin)
  })

  test.each([
    ['everything where nothing is said', 'mirror: {host: pay}', ['pay 100']],
    ['a part', 'mirror: {host: pay}, mirrorPercentage: {value: 10}', ['pay 10']],
    ['none', 'mirror: {host: pay}, mirrorPercentage: {value: 0}', []],
    [
      'both fields',
      'mirror: {host: pay}, mirrors: [{destination: {host: web, subset: v1}, percentage: {value: 5}}]',
      ['pay 100', 'web 5'],
    ],
  ] as const)('[IS-25] %s', (_why, text, want) => {
    const [outcome] = ask(project(route(`${text}, ${to('cart')}`)), mesher('cart')).outcomes
    expect(outcome!.mirrors.map(({ name, percent }) => `${name} ${percent}`)).toEqual(want)
  })

  test.each([
    ['the defaults', '', null, 2],
    ['a timeout', 'timeout: 1.5s, ', 1500, 2],
    ['zero is none', 'timeout: 0s, retries: {attempts: 0}, ', null, 0],
    ['own retries', 'retries: {attempts: 3, perTryTimeout: 2s, retryOn: 5xx}, ', null, 3],
  ] as const)('[IS-26] %s', (_why, text, requestMs, attempts) => {
    const [outcome] = ask(project(route(`${text}${to('cart')}`)), mesher('cart')).outcomes
    expect(outcome!.tries?.requestMs).toBe(requestMs)
    expect(outcome!.tries?.retry?.attempts ?? 0).toBe(attempts)
  })

  test('[IS-26] the mesh says it where the route does not', () => {
    const yaml = `${route(to('cart'))}${mesh('defaultHttpRetryPolicy: {attempts: 5}')}`
    expect(ask(project(yaml), mesher('cart')).outcomes[0]!.tries?.retry?.attempts).toBe(5)
  })
})

describe('delegates', () => {
  const root = (match: string, more = ''): string =>
    base + virtual('root', `hosts: [cart], http: [{${match}delegate: {name: part}}, {${to('cart')}}]${more}`)
  test.each<Row>([
    {
      rule: 'IS-27',
      why: 'both conditions hold',
      yaml:
        root('match: [{uri: {prefix: /a}}], ') +
        virtual('part', `http: [{match: [{uri: {prefix: /a/b}}], ${to('pay')}}]`),
      asked: mesher('cart', '/a/b'),
      want: 'pay',
    },
    {
      rule: 'IS-27',
      why: 'a condition that cannot hold with the root’s leaves the route out',
      yaml:
        root('match: [{uri: {prefix: /a}}], ') +
        virtual('part', `http: [{match: [{uri: {prefix: /x}}], ${to('pay')}}]`),
      asked: mesher('cart', '/x'),
      want: 'cart',
    },
    {
      rule: 'IS-27',
      why: 'a missing delegate leaves the rest',
      yaml: root('match: [{uri: {prefix: /a}}], '),
      asked: mesher('cart', '/a'),
      want: 'cart',
    },
    {
      rule: 'IS-27',
      why: 'what the delegate says wins',
      yaml:
        base +
        virtual(
          'root',
          'hosts: [cart], http: [{fault: {abort: {httpStatus: 500, percentage: {value: 100}}}, delegate: {name: part}}]',
        ) +
        virtual('part', `http: [{fault: {abort: {httpStatus: 501, percentage: {value: 100}}}, ${to('pay')}}]`),
      asked: mesher('cart'),
      want: '501',
    },
    {
      rule: 'IS-27',
      why: 'a delegate that is not exported leaves nothing',
      yaml:
        base +
        virtual('root', `hosts: [cart], http: [{delegate: {name: part, namespace: far}}, {${to('cart')}}]`) +
        virtual('part', `exportTo: ["."], http: [{directResponse: {status: 200}}]`, ', namespace: far'),
      asked: mesher('cart'),
      want: 'cart',
    },
  ])('[$rule] $why', check)
})

describe('destinations', () => {
  const spec = (subset: string): string =>
    virtual('r', `hosts: [cart], http: [{route: [{destination: {host: web, subset: ${subset}}}]}]`)
  test.each<Row>([
    {
      rule: 'IS-30',
      why: 'the rule of the client’s namespace hides the subsets of the service’s',
      yaml:
        base +
        web.replaceAll('metadata: {name: web', 'metadata: {namespace: far, name: web') +
        injected('far') +
        rule('far', 'host: web, subsets: [{name: v1, labels: {version: v1}}]', ', namespace: far') +
        rule('near', 'host: web.far.svc.cluster.local, subsets: [{name: v2, labels: {version: v2}}]') +
        virtual('r', 'hosts: [cart], http: [{route: [{destination: {host: web.far.svc.cluster.local, subset: v1}}]}]'),
      asked: mesher('cart'),
      want: '503 no backend',
    },
    {
      rule: 'IS-31',
      why: 'an exact host hides a wildcard of the same namespace',
      yaml:
        base +
        web +
        rule('wild', 'host: "*.svc.cluster.local", subsets: [{name: v1, labels: {version: v1}}]') +
        rule('exact', 'host: web, subsets: [{name: v2, labels: {version: v2}}]') +
        spec('v1'),
      asked: mesher('cart'),
      want: '503 no backend',
    },
    {
      rule: 'IS-32',
      why: 'rules of one host add their subsets up',
      yaml:
        base +
        web +
        rule('a', 'host: web, subsets: [{name: v1, labels: {version: v1}}]') +
        rule('b', 'host: web, subsets: [{name: v2, labels: {version: v2}}]') +
        spec('v2'),
      asked: mesher('cart'),
      want: 'web/v2',
    },
    {
      rule: 'IS-32',
      why: 'a rule for this client comes first',
      yaml:
        base +
        web +
        rule('all', 'host: web, subsets: [{name: v1, labels: {version: v1}}]') +
        rule(
          'own',
          'host: web, workloadSelector: {matchLabels: {app: client}}, subsets: [{name: v1, labels: {version: none}}]',
        ) +
        spec('v1'),
      asked: mesher('cart'),
      want: '503 no endpoint',
    },
    {
      rule: 'IS-34',
      why: 'a subset that no pod is in',
      yaml: base + web + rule('web', 'host: web, subsets: [{name: v3, labels: {version: v3}}]') + spec('v3'),
      asked: mesher('cart'),
      want: '503 no endpoint',
    },
  ])('[$rule] $why', check)

  test.each([
    ['mutual TLS between proxies', '', 'mtls', 'IS-3'],
    ['not where the rule turns it off', 'trafficPolicy: {tls: {mode: DISABLE}}, ', 'plaintext', 'IS-37'],
    [
      'a subset overlays the rule',
      'trafficPolicy: {tls: {mode: DISABLE}}, subsets: [{name: v1, labels: {version: v1}, trafficPolicy: {tls: {mode: SIMPLE}}}], ',
      'tls',
      'IS-33',
    ],
    [
      'an entry for the port replaces all parts',
      'trafficPolicy: {tls: {mode: DISABLE}, portLevelSettings: [{port: {number: 80}, loadBalancer: {simple: RANDOM}}]}, ',
      'mtls',
      'IS-33',
    ],
  ] as const)('%s [%s]', (_why, policy, transport, _rule) => {
    const has = policy.includes('subsets') ? policy : `${policy}subsets: [{name: v1, labels: {version: v1}}], `
    const yaml = base + web + rule('web', `${has}host: web`) + spec('v1')
    expect(ask(project(yaml), mesher('cart')).outcomes[0]!.transport).toBe(transport)
  })

  test('[IS-3] mutual TLS that nobody ends', () => {
    const bare = '---\napiVersion: v1\nkind: Namespace\nmetadata: {name: far}\n'
    const yaml = `${base}${bare}${app('old', 'far')}${rule('old', 'host: old.far.svc.cluster.local, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}')}`
    expect(sayAll(ask(project(yaml), mesher('old.far')).outcomes)).toBe('503 tls')
  })

  test('[IS-37] plain text to a host outside', () => {
    const yaml =
      base +
      entry(
        'out',
        'hosts: [api.example.com], ports: [{number: 80, name: http, protocol: HTTP}], resolution: DNS, location: MESH_EXTERNAL',
      )
    const [outcome] = ask(project(yaml), mesher('api.example.com')).outcomes
    expect([outcome!.transport, outcome!.backend!.host]).toEqual(['plaintext', 'api.example.com'])
  })

  test('[IS-36] whether an address outside answers decides about the next locality: unknown', () => {
    const yaml = places('outlierDetection: {interval: 1s}').replaceAll('podIP: 10.0.0.1', 'podIP: 10.0.0.9')
    const { outcomes } = ask(project(yaml), { url: 'http://far.example.com/', from: 'default/placed' })
    expect(sayAll(outcomes)).toBe('unknown whether it answers: 10.0.0.1')
  })

  test('[IS-38] a consistent hash is said, and the endpoints stay open', () => {
    const yaml =
      base + web + rule('web', 'host: web, trafficPolicy: {loadBalancer: {consistentHash: {httpHeaderName: x-user}}}')
    const answer = ask(project(yaml), mesher('web'))
    expect(reasons(answer)).toContain('IS-38 mesh.consistentHash')
    expect(sayAll(answer.outcomes)).toBe('web')
  })

  const places = (policy: string): string =>
    `${base}${entry(
      'far',
      'hosts: [far.example.com], resolution: STATIC, location: MESH_INTERNAL, ports: [{number: 80, name: http, protocol: HTTP}], endpoints: [{address: 10.0.0.1, locality: eu/a}, {address: 10.0.0.2, locality: eu/b}, {address: 10.0.0.3, locality: us/a}]',
    )}${policy === '' ? '' : rule('far', `host: far.example.com, trafficPolicy: {${policy}}`)}---
apiVersion: v1
kind: Pod
metadata: {name: placed, labels: {istio-locality: eu.a}}
spec: {containers: [{name: app, image: app}, {name: istio-proxy, image: auto}]}
${[1, 2, 3].map(n => `---\napiVersion: v1\nkind: Pod\nmetadata: {name: p${n}}\nspec: {hostNetwork: true, containers: [{name: app, image: app}]}\nstatus: {podIP: 10.0.0.${n}}\n`).join('')}`
  test.each([
    ['all alike where nothing is said', '', ['33 p1', '33 p2', '33 p3']],
    ['the nearest where failing ones are ejected', 'outlierDetection: {consecutive5xxErrors: 1}', ['100 p1']],
    [
      'fixed parts',
      'loadBalancer: {localityLbSetting: {distribute: [{from: eu/*, to: {eu/b: 80, us: 20}}]}}',
      ['80 p2', '20 p3'],
    ],
    [
      'not where it is turned off',
      'outlierDetection: {interval: 1s}, loadBalancer: {localityLbSetting: {enabled: false}}',
      ['33 p1', '33 p2', '33 p3'],
    ],
  ] as const)('[IS-36] %s', (_why, policy, want) => {
    const { outcomes } = ask(project(places(policy)), { url: 'http://far.example.com/', from: 'default/placed' })
    expect(
      outcomes.map(
        ({ share, verdict }) =>
          `${Math.round(share * 100)} ${verdict.kind === 'delivered' ? verdict.pods[0]!.workload.name : verdict.kind}`,
      ),
    ).toEqual(want)
  })
})

describe('the registry', () => {
  const ports = 'ports: [{number: 80, name: http, protocol: HTTP}]'
  test.each<Row>([
    {
      rule: 'IS-8',
      why: 'two ServiceEntries share a host port by port',
      yaml:
        base +
        entry('a', `hosts: [api.example.com], resolution: DNS, ${ports}`) +
        entry('b', 'hosts: [api.example.com], resolution: DNS, ports: [{number: 8080, name: http, protocol: HTTP}]'),
      asked: mesher('api.example.com:8080'),
      want: 'b',
    },
    {
      rule: 'IS-8',
      why: 'a wildcard host',
      yaml: base + entry('wild', `hosts: ["*.example.com"], resolution: NONE, ${ports}`),
      asked: mesher('a.example.com'),
      want: 'wild',
    },
    {
      rule: 'IS-9',
      why: 'an alias is what it names',
      yaml: `${base}---\napiVersion: v1\nkind: Service\nmetadata: {name: alias}\nspec: {type: ExternalName, externalName: pay.default.svc.cluster.local}\n`,
      asked: mesher('alias'),
      want: 'pay',
    },
    {
      rule: 'IS-10',
      why: 'the narrowest range',
      yaml:
        base +
        entry(
          'wide',
          'hosts: [wide.example.com], addresses: [10.0.0.0/8], ports: [{number: 9000, name: tcp, protocol: TCP}]',
        ) +
        entry(
          'narrow',
          'hosts: [narrow.example.com], addresses: [10.1.0.0/16], ports: [{number: 9000, name: tcp, protocol: TCP}]',
        ),
      asked: { url: 'tcp://10.1.2.3:9000', from: 'default/client' },
      want: 'narrow',
    },
    {
      rule: 'IS-4',
      why: 'a port without a protocol is looked into',
      yaml: `${base.replaceAll('name: http', 'name: main')}${virtual('r', `hosts: [cart], http: [{${to('pay')}}]`)}`,
      asked: mesher('cart'),
      want: 'pay',
    },
    {
      rule: 'IS-4',
      why: 'a plain stream is not',
      yaml: `${base.replaceAll('name: http', 'name: tcp')}${virtual('r', `hosts: [cart], http: [{${to('pay')}}]`)}`,
      asked: mesher('cart'),
      want: 'cart',
    },
    {
      rule: 'IS-35',
      why: 'the Host header decides, not what is dialled',
      yaml: base,
      asked: mesher('cart', '/', { headers: { host: 'pay.default' } }),
      want: 'pay',
    },
    {
      rule: 'IS-35',
      why: 'what nobody knows goes on',
      yaml: base + subsets,
      asked: mesher('elsewhere.example.com:9999'),
      want: 'passthrough',
    },
    {
      rule: 'IS-35',
      why: 'the sidecar’s own ports',
      yaml: base,
      asked: { url: 'tcp://10.9.9.9:15001', from: 'default/client' },
      want: '- reset',
    },
    {
      rule: 'IS-28',
      why: 'tls routes by server name',
      yaml:
        base.replaceAll('name: http', 'name: tls') +
        virtual(
          'r',
          'hosts: [cart], tls: [{match: [{sniHosts: ["*.x.org"]}], route: [{destination: {host: cart}}]}, {match: [{sniHosts: [a.x.org]}], route: [{destination: {host: pay}}]}]',
        ),
      asked: { url: 'tls://cart.default.svc.cluster.local:80', from: 'default/client' },
      want: 'passthrough',
    },
    {
      rule: 'IS-28',
      why: 'tcp routes in order',
      yaml:
        base.replaceAll('name: http', 'name: tcp') +
        virtual(
          'r',
          'hosts: [cart], tcp: [{match: [{port: 81}], route: [{destination: {host: cart}}]}, {route: [{destination: {host: pay}}]}]',
        ),
      asked: { url: 'tcp://cart:80', from: 'default/client' },
      want: 'pay',
    },
  ])('[$rule] $why', check)

  test('[IS-39] an application on the loopback answers only where its Sidecar dials it there', () => {
    const echo = `${client}${app('cart').replace('image: app', 'image: app, args: [--bind-localhost=8080]')}`
    const assume = 'backends: {preset: istio-echo}'
    const bound = sidecar(
      'workloadSelector: {labels: {app: cart}}, ingress: [{port: {number: 8080, protocol: HTTP}, defaultEndpoint: "127.0.0.1:8080"}]',
    )
    expect(sayAll(ask(project(echo + subsets, assume), mesher('cart')).outcomes)).toBe('503 connection refused')
    expect(sayAll(ask(project(echo + bound, assume), mesher('cart')).outcomes)).toBe('cart')
  })
})

describe('gateways', () => {
  const gateway = (name: string, servers: string, more = ''): string => `---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: ${name}${more}}
spec: {selector: {istio: ingressgateway}, servers: [${servers}]}
`
  const server = (number: number, hosts: string, more = ''): string =>
    `{port: {number: ${number}, name: p${number}, protocol: HTTP}, hosts: [${hosts}]${more}}`
  const proxy = `---
apiVersion: v1
kind: Service
metadata: {name: edge, namespace: gateways}
spec: {type: LoadBalancer, selector: {istio: ingressgateway}, ports: [{name: http, port: 80, targetPort: 8080}, {name: https, port: 443, targetPort: 8443}, {name: tcp, port: 9000, targetPort: 9000}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: edge, namespace: gateways}
spec:
  selector: {matchLabels: {istio: ingressgateway}}
  template:
    metadata: {labels: {istio: ingressgateway}, annotations: {inject.istio.io/templates: gateway}}
    spec: {containers: [{name: istio-proxy, image: auto}]}
`
  const bound = (name: string, hosts: string, http: string, more = ''): string =>
    virtual(name, `hosts: [${hosts}], gateways: [default/edge], http: [${http}]`, more)
  const all = `${app('cart')}${app('pay')}${proxy}`
  const outside = (url: string, more: Partial<Asked> = {}): Asked => ({ url, to: 'Gateway default/edge', ...more })
  test.each<Row>([
    {
      rule: 'IS-40',
      why: 'pods of any namespace',
      yaml: all + gateway('edge', server(80, '"*"')) + bound('r', '"*"', `{${to('cart')}}`),
      asked: outside('http://x.org/'),
      want: 'cart',
    },
    {
      rule: 'IS-40',
      why: 'one is taken to exist',
      yaml: app('cart') + gateway('edge', server(80, '"*"')) + bound('r', '"*"', `{${to('cart')}}`),
      asked: outside('http://x.org/'),
      want: 'cart',
    },
    {
      rule: 'IS-41',
      why: 'a server may name the target port itself',
      yaml: all + gateway('edge', server(8080, '"*"')) + bound('r', '"*"', `{${to('cart')}}`),
      asked: outside('http://x.org/'),
      want: 'cart',
    },
    {
      rule: 'IS-41',
      why: 'clients dial a port of the Service',
      yaml: all + gateway('edge', server(8080, '"*"')) + bound('r', '"*"', `{${to('cart')}}`),
      asked: outside('http://x.org:8080/'),
      want: '- no listener',
    },
    {
      rule: 'IS-42',
      why: 'the older protocol keeps the port',
      yaml:
        all +
        gateway('edge', server(80, '"*"'), ', creationTimestamp: 2024-01-01T00:00:00Z') +
        gateway(
          'older',
          '{port: {number: 80, name: t, protocol: TCP}, hosts: ["*"]}',
          ', creationTimestamp: 2020-01-01T00:00:00Z',
        ) +
        bound('r', '"*"', `{${to('cart')}}`),
      asked: outside('http://x.org/'),
      want: '- no listener',
    },
    {
      rule: 'IS-42',
      why: 'HTTP servers of two Gateways share a port',
      yaml:
        all +
        gateway('edge', server(80, 'a.org')) +
        gateway('other', server(80, 'b.org')) +
        virtual('b', `hosts: [b.org], gateways: [other], http: [{${to('pay')}}]`),
      asked: outside('http://b.org/'),
      want: 'pay',
    },
    {
      rule: 'IS-43',
      why: 'the narrower host, without a fallback',
      yaml:
        all +
        gateway('edge', server(80, '"*.org"')) +
        bound('wide', '"*"', `{${to('cart')}}`) +
        bound('narrow', 'a.org', `{match: [{uri: {prefix: /x}}], ${to('pay')}}`),
      asked: outside('http://a.org/other'),
      want: '404 no route',
    },
    {
      rule: 'IS-43',
      why: 'a host that no server has',
      yaml: all + gateway('edge', server(80, 'a.org')) + bound('r', '"*"', `{${to('cart')}}`),
      asked: outside('http://b.org/'),
      want: '404 no route',
    },
    {
      rule: 'IS-43',
      why: 'a namespace that is not let in',
      yaml: all + gateway('edge', server(80, 'shop/a.org')) + bound('r', 'a.org', `{${to('cart')}}`),
      asked: outside('http://a.org/'),
      want: '404 no route',
    },
    {
      rule: 'IS-43',
      why: 'what takes everything is asked last',
      yaml:
        all +
        gateway('edge', server(80, 'a.org')) +
        bound('first', 'a.org', `{${to('cart')}}`, ', creationTimestamp: 2020-01-01T00:00:00Z') +
        bound(
          'second',
          'a.org',
          `{match: [{uri: {prefix: /pay}}], ${to('pay')}}`,
          ', creationTimestamp: 2024-01-01T00:00:00Z',
        ),
      asked: outside('http://a.org/pay'),
      want: 'pay',
    },
    {
      rule: 'IS-43',
      why: 'httpsRedirect, with or without routes',
      yaml: all + gateway('edge', server(80, 'a.org', ', tls: {httpsRedirect: true}')),
      asked: outside('http://a.org/x'),
      want: '301 https://a.org:443/x',
    },
    {
      rule: 'IS-44',
      why: 'TLS passes through by server name',
      yaml:
        all +
        gateway('edge', '{port: {number: 443, name: t, protocol: TLS}, hosts: ["*.org"], tls: {mode: PASSTHROUGH}}') +
        virtual(
          'r',
          'hosts: ["*.org"], gateways: [edge], tls: [{match: [{sniHosts: [a.org]}], route: [{destination: {host: pay}}]}]',
        ),
      asked: outside('https://a.org/'),
      want: 'pay',
    },
    {
      rule: 'IS-44',
      why: 'another name is turned away',
      yaml:
        all +
        gateway('edge', '{port: {number: 443, name: t, protocol: TLS}, hosts: ["*.org"], tls: {mode: PASSTHROUGH}}') +
        virtual(
          'r',
          'hosts: ["*.org"], gateways: [edge], tls: [{match: [{sniHosts: [a.org]}], route: [{destination: {host: pay}}]}]',
        ),
      asked: outside('https://b.org/'),
      want: '- no filter chain',
    },
    {
      rule: 'IS-44',
      why: 'a plain stream without a route has no listener',
      yaml: all + gateway('edge', '{port: {number: 9000, name: t, protocol: TCP}, hosts: ["*"]}'),
      asked: outside('tcp://a.org:9000'),
      want: '- no listener',
    },
    {
      rule: 'IS-46',
      why: 'an Ingress by its annotation, the longest path first',
      yaml: `${all}---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, annotations: {kubernetes.io/ingress.class: istio}}
spec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: cart, port: {number: 80}}}}, {path: /pay, pathType: Prefix, backend: {service: {name: pay, port: {number: 80}}}}]}}]}
`,
      asked: { url: 'http://x.org/pay/now', to: 'Ingress default/shop' },
      want: 'pay',
    },
    {
      rule: 'IS-47',
      why: 'a Gateway of Gateway API that Istio runs applies DestinationRules',
      yaml: `${app('cart')}${rule('cart', 'host: cart, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}')}---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: istio}
spec: {controllerName: istio.io/gateway-controller}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: api}
spec: {gatewayClassName: istio, listeners: [{name: http, port: 80, protocol: HTTP}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r}
spec: {parentRefs: [{name: api}], rules: [{backendRefs: [{name: cart, port: 80}]}]}
`,
      asked: { url: 'http://x.org/', to: 'Gateway default/api' },
      want: 'cart',
    },
  ])('[$rule] $why', check)

  test('[IS-45] the certificate is read in the namespace of the pods', () => {
    const secure =
      '{port: {number: 443, name: s, protocol: HTTPS}, hosts: [a.org], tls: {mode: SIMPLE, credentialName: cert}}'
    const yaml = `${all}${gateway('edge', secure)}${bound('r', 'a.org', `{${to('cart')}}`)}`
    const [outcome] = ask(project(yaml), outside('https://a.org/')).outcomes
    expect([sayOne(outcome!), outcome!.certificate?.secret]).toEqual(['cart', 'gateways/cert'])
  })

  test('[IS-40] a client in the mesh comes to a gateway through its Service', () => {
    const yaml = `${client}${all}${gateway('edge', server(80, '"*"'))}${bound('r', '"*"', `{${to('pay')}}`)}`
    const { outcomes } = trace(project(yaml).flow, request({ url: 'http://edge.gateways/', from: 'default/client' }))
    expect(sayAll(outcomes)).toBe('pay')
  })

  test('a proxy that is patched makes its answers unknown, by the name of the patch', () => {
    const patch =
      '---\napiVersion: networking.istio.io/v1alpha3\nkind: EnvoyFilter\nmetadata: {name: lua, namespace: gateways}\nspec: {configPatches: [{applyTo: HTTP_FILTER, match: {context: GATEWAY}}]}\n'
    const yaml = `${all}${gateway('edge', server(80, '"*"'))}${bound('r', '"*"', `{${to('pay')}}`)}${patch}`
    expect(sayAll(ask(project(yaml), outside('http://a.org/')).outcomes)).toBe(
      'unknown proxy patched by: EnvoyFilter gateways/lua',
    )
  })
})

describe('a stated connection to a pod with a sidecar', () => {
  const pod = `---
apiVersion: v1
kind: Pod
metadata: {name: p, namespace: default, labels: {app: p}}
spec: {containers: [{name: app}, {name: istio-proxy}]}
---
apiVersion: v1
kind: Service
metadata: {name: p, namespace: default}
spec: {selector: {app: p}, ports: [{name: http, port: 80, targetPort: 8080}]}
`
  const peers = (ports: string): string =>
    `---\napiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: d, namespace: default}\nspec: {selector: {matchLabels: {app: p}}, portLevelMtls: {${ports}}}\n`
  const listens = (tls: string): string =>
    `---\napiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata: {name: s, namespace: default}\nspec: {workloadSelector: {labels: {app: p}}, ingress: [{port: {number: 9000, name: web, protocol: HTTPS}, defaultEndpoint: '127.0.0.1:9000', tls: {mode: ${tls}}}]}\n`
  test.each([
    { why: 'a Service says the protocol', more: '', port: 8080, tls: 'plaintext', app: 'http', want: 'inbound.served' },
    { why: 'bytes that are no HTTP', more: '', port: 8080, tls: 'plaintext', app: 'tcp', want: 'peer.notUnderstood' },
    { why: 'a port that nothing names', more: '', port: 81, tls: 'plaintext', app: 'tcp', want: 'inbound.passedOn' },
    {
      why: 'a Sidecar lists all',
      more: listens('SIMPLE'),
      port: 8080,
      tls: 'tls',
      app: 'tcp',
      want: 'inbound.passedOn',
    },
    {
      why: 'the sidecar ends TLS',
      more: listens('SIMPLE') + peers('9000: {mode: DISABLE}'),
      port: 9000,
      tls: 'tls',
      app: 'http',
      want: 'inbound.served',
    },
    {
      why: 'and takes no mutual TLS then',
      more: listens('SIMPLE') + peers('9000: {mode: DISABLE}'),
      port: 9000,
      tls: 'mtls',
      app: 'http',
      want: 'peer.listenerTls',
    },
    {
      why: 'or it alone',
      more: listens('MUTUAL') + peers('9000: {mode: DISABLE}'),
      port: 9000,
      tls: 'mtls',
      app: 'http',
      want: 'inbound.served',
    },
    {
      why: 'which STRICT makes mutual',
      more: listens('SIMPLE') + peers('9000: {mode: STRICT}'),
      port: 9000,
      tls: 'tls',
      app: 'http',
      want: 'peer.needsMutual',
    },
  ] as const)('[IS-48] $why', ({ more, port, tls, app, want }) => {
    const [outcome] = trace(project(pod + more).flow, {
      from: { kind: 'external', ip: '9.9.9.9' },
      to: null,
      http: null,
      connection: {
        to: { kind: 'pod', namespace: 'default', name: 'p' },
        port,
        protocol: 'TCP',
        speaks: { transport: tls, app },
      },
    }).outcomes
    const codes = [outcome!.step, ...outcome!.step.because].map(step => step.code)
    expect(outcome!.verdict.kind === 'delivered' ? codes.find(code => code.startsWith('inbound.')) : codes[0]).toBe(
      want,
    )
  })
})
