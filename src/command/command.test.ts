import { describe, expect, test } from 'vitest'
import { app } from '../../test/ask.ts'
import { checkPlan, planned, workbench } from '../../test/workbench.ts'
import type { FileId } from '../text/index.ts'
import type { Plan, Wire } from './plan.ts'
import { shared } from './weigh.ts'

const gateway = `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: default}
spec:
  gatewayClassName: any
  listeners:
    - name: http   # the only door
      port: 80
      protocol: HTTP
`

const route = (spec: string, namespace = 'default', kind = 'HTTPRoute'): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: r, namespace: ${namespace}}
spec:
${spec}`

const split = route(`  parentRefs: [{name: edge}]
  rules:
    - backendRefs:
        - name: one # the old one
          port: 80
          weight: 9
        - {name: two, port: 80}
        - name: three
          port: 80
          weight: 0
`)

describe('a share drawn by hand', () => {
  test.each([
    [[9, 1, 0], 0, 50, [50, 50, 0]],
    [[1, 1, 1], 1, 34, [33, 34, 33]],
    [[1, 1, 1], 0, 0, [0, 50, 50]],
    [[1, 0, 0], 0, 40, [40, 30, 30]],
    [[5, 5], 1, 100, [0, 100]],
    [[1, 2, 4], 0, 1, [1, 33, 66]],
  ])('%o: item %i gets %i %%', (weights, index, percent, want) => {
    expect(shared(weights, index, percent)).toEqual(want)
    expect(shared(weights, index, percent).reduce((a, b) => a + b, 0)).toBe(100)
  })

  test('is written as weights of all the rule’s backends, and nothing else moves', () => {
    const bench = workbench(app('one') + app('two') + app('three') + gateway + split)
    const edge = bench.edge('one')
    checkPlan(
      bench,
      { kind: 'weigh', edge, percent: 25 },
      `        - name: one # the old one
          port: 80
          weight: 25
        - {name: two, port: 80, weight: 75}
        - name: three
          port: 80
          weight: 0
`,
    )
  })

  test('a backend that is alone has nothing to share', () => {
    const alone = route('  parentRefs: [{name: edge}]\n  rules: [{backendRefs: [{name: one, port: 80}]}]\n')
    const bench = workbench(app('one') + gateway + alone)
    expect(bench.plan({ kind: 'weigh', edge: bench.edge('one'), percent: 10 })).toMatchObject({
      kind: 'refused',
      code: 'command.noShare',
    })
  })
})

describe('what can be added', () => {
  const rule = route(`  parentRefs: [{name: edge}]
  rules:
    - matches:
        - path: {type: PathPrefix, value: /a}
      backendRefs: [{name: one, port: 80}]
`)
  const bench = workbench(app('one') + gateway + rule)
  const doc = bench.doc('HTTPRoute', 'r')
  const row = ['spec', 'rules', 0]

  test('to a rule: everything that may stand beside backends', () => {
    expect(bench.extensions(doc, row)).toEqual([
      'match',
      'filter:RequestHeaderModifier',
      'filter:ResponseHeaderModifier',
      'filter:URLRewrite',
      'filter:RequestMirror',
      'filter:CORS',
      'timeouts',
      'retry',
    ])
  })

  test('a rule without backends may redirect; one that redirects may not forward', () => {
    const bare = workbench(gateway + route('  rules:\n    - matches: [{path: {value: /a}}]\n'))
    const parts = bare.extensions(bare.doc('HTTPRoute', 'r'), row)
    expect(parts).toContain('filter:RequestRedirect')
    const redirecting = workbench(
      app('one') +
        gateway +
        route('  rules:\n    - filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]\n'),
    )
    const left = redirecting.extensions(redirecting.doc('HTTPRoute', 'r'), row)
    for (const part of ['filter:URLRewrite', 'filter:RequestMirror', 'timeouts', 'retry'])
      expect(left).not.toContain(part)
  })

  test.each([
    ['rule', null, '    - matches:\n        - path:\n            type: PathPrefix\n            value: /new\n'],
    ['match', row, '        - path:\n            type: PathPrefix\n            value: /new\n'],
    ['timeouts', row, '      timeouts:\n        request: 10s\n'],
  ])('%s is written in the document’s own style', (part, at, want) => {
    expect(planned(bench, { kind: 'extend', doc, row: at, part })).toContain(want)
  })

  test('every part that is offered leaves a route without problems of its own', () => {
    for (const part of bench.extensions(doc, row)) {
      const text = planned(bench, { kind: 'extend', doc, row, part })
      expect(workbench(text).problems('error')).toEqual([])
    }
  })

  test('a listener on a port that none has, under a name that is free', () => {
    const text = planned(bench, { kind: 'extend', doc: bench.doc('Gateway', 'edge'), row: null, part: 'listener' })
    expect(text).toContain('    - name: http-2\n      port: 8080\n      protocol: HTTP\n')
  })

  test('what is not offered is refused', () => {
    expect(bench.plan({ kind: 'extend', doc, row, part: 'filter:RequestRedirect' })).toMatchObject({
      kind: 'refused',
      code: 'command.notExtended',
    })
  })
})

describe('lines of every kind of route', () => {
  const parent = 'apiVersion: gateway.networking.k8s.io/v1\n'
  test.each(['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'])(
    '%s: to a listener, and to a Service',
    kind => {
      const version = kind === 'TCPRoute' || kind === 'UDPRoute' ? 'v1alpha2' : 'v1'
      const text = route('  rules: [{backendRefs: []}]\n', 'default', kind).replace('/v1\n', `/${version}\n`)
      const bench = workbench(app('one') + gateway + text)
      const attached = planned(bench, {
        kind: 'connect',
        from: bench.doc('Gateway', 'edge'),
        fromRow: null,
        to: bench.doc(kind, 'r'),
        toRow: null,
      })
      expect(attached).toMatch(/parentRefs:\n +- name: edge\n/)
      const sent = planned(bench, {
        kind: 'connect',
        from: bench.doc(kind, 'r'),
        fromRow: 'spec/rules/0',
        to: bench.doc('Service', 'one'),
        toRow: null,
      })
      expect(sent).toMatch(/name: one,? *\n? *port: 80/)
    },
  )

  test('a ListenerSet names its Gateway, and a route names the ListenerSet', () => {
    const set = `---\n${parent}kind: ListenerSet\nmetadata: {name: more, namespace: default}\nspec: {listeners: [{name: a, port: 81, protocol: HTTP}]}\n`
    const bench = workbench(gateway + set + route('  rules: [{}]\n'))
    const from = bench.doc('Gateway', 'edge')
    const to = bench.doc('ListenerSet', 'more')
    expect(planned(bench, { kind: 'connect', from, fromRow: null, to, toRow: null })).toContain(
      'parentRef: {name: edge}',
    )
    expect(
      planned(bench, { kind: 'connect', from: to, fromRow: null, to: bench.doc('HTTPRoute', 'r'), toRow: null }),
    ).toContain('kind: ListenerSet')
  })
})

test('a deletion says which references it leaves, and not those that go too', () => {
  const bench = workbench(`apiVersion: v1
kind: Service
metadata:
  name: cart
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: shop
spec:
  rules:
    - backendRefs:
        - name: cart
          port: 80
`)
  const cart = bench.doc('Service', 'cart')
  const notes = (plan: Plan): string[] => (plan.kind === 'edits' ? (plan.notes ?? []).map(({ code }) => code) : [])
  expect(notes(bench.plan({ kind: 'delete', docs: [cart] }))).toEqual(['command.leaves'])
  expect(notes(bench.plan({ kind: 'delete', docs: [cart, bench.doc('HTTPRoute', 'shop')] }))).toEqual([])
})

describe('pasting', () => {
  const here = `apiVersion: v1
kind: Service
metadata:
  name: cart
spec: {selector: {app: cart}, ports: [{port: 80}]}
`
  test('a name that is taken gets a free one, what comes with it follows, comments and quotes stay', () => {
    const bench = workbench(here)
    const plan = bench.plan({
      kind: 'paste',
      file: 'f' as FileId,
      text: `---
# the cart
apiVersion: v1
kind: Service
metadata: {name: 'cart'}
spec: {selector: {app: cart}, ports: [{port: 80}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop}
spec:
  parentRefs: [{name: elsewhere}]
  rules:
    - backendRefs:
        - name: cart # moved with it
          port: 80`,
    })
    expect(bench.apply(plan)).toBe(`${here}---
# the cart
apiVersion: v1
kind: Service
metadata: {name: 'cart-copy'}
spec: {selector: {app: cart}, ports: [{port: 80}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop}
spec:
  parentRefs: [{name: elsewhere}]
  rules:
    - backendRefs:
        - name: cart-copy # moved with it
          port: 80
`)
    expect(plan.kind === 'edits' && plan.notes?.map(({ code }) => code)).toEqual(['command.pastedAs'])
  })

  test('items of a list come as documents; copies of copies are numbered', () => {
    const bench = workbench(`${here}---\n${here.replace('name: cart\n', 'name: cart-copy\n')}`)
    const text = bench.apply(
      bench.plan({
        kind: 'paste',
        file: 'f' as FileId,
        text: 'kind: List\napiVersion: v1\nitems:\n  - apiVersion: v1\n    kind: Service\n    metadata: {name: cart-copy}\n    spec: {}\n',
      }),
    )
    expect(text.slice(bench.text.length)).toBe(
      '---\napiVersion: v1\nkind: Service\nmetadata: {name: cart-copy-2}\nspec: {}\n',
    )
  })

  test.each([
    ['nothing', ''],
    ['words', 'please have a look'],
    ['half a manifest', 'kind: Service\nmetadata: {name: x'],
    ['no name', 'kind: Service\napiVersion: v1'],
  ])('%s is refused', (_, text) => {
    expect(workbench(here).plan({ kind: 'paste', file: 'f' as FileId, text })).toMatchObject({
      kind: 'refused',
      code: 'command.nothingToPaste',
    })
  })
})

describe('a kind dropped on a line or a node is wired to it', () => {
  const text = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: infra}
spec:
  gatewayClassName: any
  listeners: [{name: web, port: 80, protocol: HTTP}, {name: tls, port: 443, protocol: HTTPS}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: route, namespace: shop}
spec:
  parentRefs: [{name: edge, namespace: infra}]
  rules:
    - backendRefs:
        - {name: cart, port: 8000, weight: 3}
---
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {selector: {app: cart}, ports: [{name: http, port: 8000, targetPort: web}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart, tier: front}}
  template:
    metadata: {labels: {app: cart, tier: front}}
    spec: {containers: [{name: c, image: i, ports: [{name: web, containerPort: 9000}]}]}
`
  const bench = workbench(text)
  const at = (kind: string, name: string, namespace = 'shop', row: string | null = null) => ({
    node: bench.doc(kind, name, namespace),
    row,
  })
  const made = (resource: string, wire: Wire): string =>
    bench.apply(bench.plan({ kind: 'create', resource, namespace: 'default', file: 'f' as FileId, wire }))

  test('a Service between a rule and a workload: both ends', () => {
    const now = made('Service', {
      from: at('HTTPRoute', 'route', 'shop', 'spec/rules/0'),
      to: at('Deployment', 'cart'),
    })
    expect(now).toContain(
      '        - {name: cart, port: 8000, weight: 3}\n        - name: service-1\n          port: 80\n',
    )
    expect(now.slice(now.lastIndexOf('---'))).toBe(`---
apiVersion: v1
kind: Service
metadata:
  name: service-1
  namespace: shop
spec:
  selector:
    app: cart
  ports:
  - name: http
    port: 80
    targetPort: web
`)
  })

  test.each<[string, string, Wire, RegExp]>([
    [
      'a Service on a Service',
      'Service',
      { from: null, to: at('Service', 'cart') },
      /selector:\n {4}app: cart\n {2}ports:\n {2}- name: http\n {4}port: 8000\n {4}targetPort: web/,
    ],
    [
      'an HTTPRoute on a listener',
      'HTTPRoute',
      { from: at('Gateway', 'edge', 'infra', 'spec/listeners/1'), to: null },
      /namespace: infra\nspec:\n {2}parentRefs:\n {2}- name: edge\n {4}sectionName: tls\n/,
    ],
    [
      'an HTTPRoute between a Gateway and a Service',
      'HTTPRoute',
      { from: at('Gateway', 'edge', 'infra'), to: at('Service', 'cart') },
      /namespace: shop\nspec:\n {2}parentRefs:\n {2}- name: edge\n {4}namespace: infra\n[\s\S]*backendRefs:\n {4}- name: cart\n {6}port: 8000/,
    ],
    [
      'an Ingress on a Service',
      'Ingress',
      { from: null, to: at('Service', 'cart') },
      /service:\n {12}name: cart\n {12}port:\n {14}number: 8000/,
    ],
    [
      'a NetworkPolicy on a workload',
      'NetworkPolicy',
      { from: null, to: at('Deployment', 'cart') },
      /podSelector:\n {4}matchLabels:\n {6}app: cart\n/,
    ],
    [
      'a Deployment behind a Service',
      'Deployment',
      { from: at('Service', 'cart'), to: null },
      /matchLabels:\n {6}app: cart\n {2}template:\n {4}metadata:\n {6}labels:\n {8}app: cart\n[\s\S]*ports:\n\s+- name: web\n\s+containerPort: 8080\n/,
    ],
    [
      'a kind that has no end there',
      'Namespace',
      { from: null, to: at('Service', 'cart') },
      /kind: Namespace\nmetadata:\n {2}name: namespace-1\n$/,
    ],
  ])('%s', (_, kind, wire, want) => expect(made(kind, wire)).toMatch(want))

  test('a Gateway before a route: the route names it', () => {
    expect(made('Gateway', { from: null, to: at('HTTPRoute', 'route') })).toContain(
      'parentRefs: [{name: edge, namespace: infra}, {name: gateway-1}]',
    )
  })
})

describe('the end of a line on another node', () => {
  const text = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: one}
spec: {gatewayClassName: any, listeners: [{name: web, port: 80, protocol: HTTP}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: two, namespace: infra}
spec: {gatewayClassName: any, listeners: [{name: a, port: 80, protocol: HTTP}, {name: b, port: 81, protocol: HTTP}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: route}
spec:
  parentRefs:
    - name: one
      sectionName: web
  rules:
    - backendRefs:
        - name: cart # today
          port: 80
          weight: 7
          filters: [{type: RequestHeaderModifier, requestHeaderModifier: {remove: [x]}}]
---
apiVersion: v1
kind: Service
metadata: {name: cart}
spec: {selector: {app: cart}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: next}
spec: {selector: {app: next}, ports: [{port: 8080}]}
`
  const bench = workbench(text)

  test('a backend keeps its weight and filters', () => {
    const plan = bench.plan({
      kind: 'reconnect',
      edge: bench.edge('cart'),
      to: bench.doc('Service', 'next'),
      toRow: null,
    })
    expect(bench.apply(plan)).toBe(
      text.replace('- name: cart # today\n          port: 80', '- name: next # today\n          port: 8080'),
    )
  })

  test('an attachment goes to another Gateway and its listener; a section that is none is taken out', () => {
    const edge = bench.edge('route', 'attach')
    const to = bench.doc('Gateway', 'two', 'infra')
    const onListener = bench.apply(bench.plan({ kind: 'reconnect', edge, to, toRow: 'spec/listeners/1' }))
    expect(onListener).toContain('    - name: two\n      sectionName: b\n      namespace: infra\n')
    const onWhole = bench.apply(bench.plan({ kind: 'reconnect', edge, to, toRow: null }))
    expect(onWhole).toContain('    - name: two\n      namespace: infra\n')
  })

  test('what cannot be its end is refused', () => {
    const plan = bench.plan({
      kind: 'reconnect',
      edge: bench.edge('cart'),
      to: bench.doc('Gateway', 'one'),
      toRow: null,
    })
    expect(plan).toMatchObject({ kind: 'refused', code: 'command.cannotConnect' })
  })
})
