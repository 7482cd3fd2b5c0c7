import { describe, expect, test } from 'vitest'
import { app } from '../../../test/ask.ts'
import { type Workbench, workbench } from '../../../test/workbench.ts'
import { nearestNames } from '../../match/index.ts'

const gateway = (allowed = '', namespace = 'edge'): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: ${namespace}}
spec:
  gatewayClassName: any
  listeners:
    - {name: http, port: 80, protocol: HTTP${allowed}}
    - {name: alt, port: 8080, protocol: HTTP${allowed}}
`

const route = (parent: string, backend: string, matches = ''): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: shop}
spec:
  parentRefs: [${parent}]
  rules:
    - backendRefs: [${backend}]
${matches}`

/** What each mend writes, and that the problem is gone once it is applied. */
function mends(bench: Workbench, code: string): string[] {
  const plans = bench.fixes(code)
  return plans.map(plan => {
    const after = bench.apply(plan)
    expect([...workbench(after).problems('error'), ...workbench(after).problems('warning')]).not.toContain(code)
    return after
  })
}

describe('every mend makes its problem go away', () => {
  test('[GW-19] a grant beside the Service, or one more target in a grant that is there', () => {
    const text =
      app('pay', 'payments') +
      gateway(', allowedRoutes: {namespaces: {from: All}}') +
      route('{name: public, namespace: edge}', '{name: pay, namespace: payments, port: 80}')
    const [fresh] = mends(workbench(text), 'route.grantMissing')
    expect(fresh).toContain('kind: ReferenceGrant\nmetadata:\n  name: from-shop\n  namespace: payments\n')
    const grant = `---
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: {name: g, namespace: payments}
spec:
  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}]
  to:
    - {group: "", kind: Service, name: other}
`
    const [more] = mends(workbench(text + grant), 'route.grantMissing')
    expect(more?.startsWith(text + grant)).toBe(true)
    expect(more?.slice((text + grant).length)).toMatch(/name: pay/)
    expect(more?.match(/kind: ReferenceGrant/g)).toHaveLength(1)
  })

  test('[GW-12] a listener opened to one namespace, or to all', () => {
    const text = app('one', 'shop') + gateway() + route('{name: public, namespace: edge}', '{name: one, port: 80}')
    const [one, all] = mends(workbench(text), 'route.NotAllowedByListeners')
    expect(one).toContain('kubernetes.io/metadata.name: shop')
    expect(all).toContain('from: All')
  })

  test('[GW-12] a listener that is there, or any', () => {
    const open = ', allowedRoutes: {namespaces: {from: All}}'
    const text =
      app('one', 'shop') +
      gateway(open) +
      route('{name: public, namespace: edge, sectionName: htp}', '{name: one, port: 80}')
    const made = mends(workbench(text), 'route.NoMatchingParent')
    expect(made).toHaveLength(3)
    expect(made[0]).toContain('sectionName: http}')
    expect(made[2]).toContain('parentRefs: [{name: public, namespace: edge}]')
  })

  test('a Service of nearly that name, or a new one with the port that is asked for', () => {
    const open = ', allowedRoutes: {namespaces: {from: All}}'
    const text =
      app('orders', 'shop') +
      app('users', 'shop') +
      gateway(open) +
      route('{name: public, namespace: edge}', '{name: order, port: 80}')
    const made = mends(workbench(text), 'backend.serviceNotFound')
    expect(made[0]).toContain('backendRefs: [{name: orders, port: 80}]')
    expect(made.at(-1)).toContain('name: order\n  namespace: shop\n')
    expect(made.at(-1)).toContain('- port: 80\n')
  })

  test('a port that the Service has; for an Ingress as a number', () => {
    const ingress = `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: i, namespace: shop}
spec:
  defaultBackend:
    service: {name: one, port: {name: admin}}
`
    const [plain] = mends(workbench(app('one', 'shop') + ingress), 'backend.portNotFound')
    expect(plain).toContain('service: {name: one, port: {number: 80}}')
  })

  test('a Gateway of the project in place of one that is nowhere', () => {
    const open = ', allowedRoutes: {namespaces: {from: All}}'
    const text = app('one', 'shop') + gateway(open) + route('{name: pubic}', '{name: one, port: 80}')
    const [made] = mends(workbench(text), 'parent.notFound')
    expect(made).toContain('parentRefs: [{name: public, namespace: edge}]')
  })

  test('the document that does not count is taken out', () => {
    const [service = ''] = app('one', 'shop').split('---\napiVersion: apps')
    const text = service + app('one', 'shop')
    const [made] = mends(workbench(text), 'duplicate.replaced')
    expect(made?.match(/kind: Service/g)).toHaveLength(1)
  })
})

test('names that somebody may have meant', () => {
  expect(nearestNames('cart', ['carts', 'card', 'orders', 'cart-next'])).toEqual(['card', 'carts'])
  expect(nearestNames('checkoutservice', ['checkout-service', 'x'])).toEqual(['checkout-service'])
  expect(nearestNames('', ['a', 'bcd'])).toEqual(['a'])
})

describe('mends of policies', () => {
  const policy = (spec: string): string => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec:
${spec}`
  const onOne = '  podSelector: {matchLabels: {app: one}}\n'

  test.each([
    [
      'policy.oneDashTooMany',
      `${onOne}  ingress:\n    - from:\n        - namespaceSelector: {}\n        - podSelector: {matchLabels: {app: two}}\n`,
      /- namespaceSelector: \{\}\n {10}podSelector:/,
    ],
    [
      'policy.egressWithoutDns',
      `${onOne}  policyTypes: [Egress]\n  egress:\n    - to:\n        - podSelector: {}\n      ports: [{port: 80}]\n`,
      /port: 53/,
    ],
    [
      'policy.rulesIgnored',
      `${onOne}  policyTypes: [Ingress]\n  ingress: [{}]\n  egress: [{}]\n`,
      /policyTypes: \[Ingress, Egress\]/,
    ],
    ['policy.selectsNothing', '  podSelector: {matchLabels: {app: onne}}\n', /app: one\b/],
    [
      'policy.peerSelectsNothing',
      `${onOne}  ingress:\n    - from:\n        - podSelector: {matchLabels: {app: twoo}}\n`,
      /app: two\b/,
    ],
    ['policy.portNobodyListensOn', `${onOne}  ingress:\n    - ports: [{port: 8081}]\n`, /port: 8080/],
  ] as const)('%s', (code, spec, want) => {
    const [first] = mends(workbench(app('one') + app('two') + policy(spec)), code)
    expect(first).toMatch(want)
  })
})

test('a kind of another group does not exist until it is given its own', () => {
  const text = 'apiVersion: apps/v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i}]}\n'
  const bench = workbench(text)
  expect(bench.problems('error')).toEqual(['model.kindElsewhere'])
  expect(mends(bench, 'model.kindElsewhere')).toEqual([text.replace('apps/v1', 'v1')])
  // Kinds of others are theirs to serve.
  expect(workbench('apiVersion: example.com/v1\nkind: Pod\nmetadata: {name: p}\n').problems('error')).toEqual([])
})

describe('what istioctl finds', () => {
  const istio = (kind: string, spec: string, group = 'networking.istio.io/v1', name = 'x'): string =>
    `---\napiVersion: ${group}\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: shop\nspec:\n${spec.replace(/^/gm, '  ')}\n`
  const security = 'security.istio.io/v1'
  const virtual = (destination: string, more = ''): string =>
    istio('VirtualService', `hosts: [cart]\nhttp:\n  - route:\n      - destination:\n          ${destination}${more}`)
  const service = (ports: string): string =>
    `---\napiVersion: v1\nkind: Service\nmetadata: {name: cart, namespace: shop}\nspec:\n  selector: {app: cart}\n  ports:\n${ports.replace(/^/gm, '    ')}\n`
  const one = service('- {name: http, port: 80}')
  const rule = istio('DestinationRule', 'host: cart\nsubsets:\n  - {name: stable, labels: {app: cart}}')
  const proxy = `---\napiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop, labels: {gateway.networking.k8s.io/gateway-name: edge}}\nspec: {containers: [{name: istio-proxy, image: p}]}\n`
  const filter = (patch: string): string => istio('EnvoyFilter', `configPatches:\n  - ${patch}`)
  test.each([
    ['IST0101.host', one + virtual('host: caart'), /host: cart\n/],
    ['IST0101.port', one + virtual('host: cart\n          port: {number: 8080}'), /port: \{number: 80\}/],
    [
      'IST0112.port',
      service('- {name: http, port: 80}\n- {name: http-b, port: 81}') + virtual('host: cart'),
      /host: cart\n\s+port:\n\s+number: 80\n/,
    ],
    [
      'IST0101.subset',
      app('cart', 'shop') + rule + virtual('host: cart\n          subset: stabel'),
      /subset: stable\n/,
    ],
    [
      'IST0101.gateway',
      one +
        istio(
          'Gateway',
          'selector: {a: b}\nservers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]',
          undefined,
          'edge',
        ) +
        virtual('host: cart').replace('hosts:', 'gateways: [egde]\n  hosts:'),
      /gateways: \[edge\]/,
    ],
    ['IST0106.together', one + virtual('host: cart', '\n    redirect: {uri: /b}'), /host: cart\n$/],
    ['IST0106.neverTriggered', istio('AuthorizationPolicy', 'action: DENY', security), /rules:\n\s+- \{\}/],
    [
      'IST0133.deprecated',
      one + virtual('host: cart', '\n    mirror: {host: cart}\n    mirrorPercent: 5'),
      /mirrorPercentage:\n\s+value: 5/,
    ],
    [
      'IST0133.legacyGateway',
      virtual('host: a.b').replace('hosts:', 'gateways: [edge.shop]\n  hosts:'),
      /gateways: \[shop\/edge\]/,
    ],
    [
      'IST0166.selector',
      proxy +
        istio(
          'AuthorizationPolicy',
          'selector: {matchLabels: {gateway.networking.k8s.io/gateway-name: edge}}',
          security,
        ),
      /targetRefs:\n\s+- group: gateway.networking.k8s.io\n\s+kind: Gateway\n\s+name: edge/,
    ],
    [
      'IST0151.patch',
      filter('{applyTo: HTTP_FILTER, patch: {operation: INSERT_BEFORE, value: {name: f}}}'),
      /priority: 10/,
    ],
  ] as const)('%s', (code, yaml, want) => {
    const after = mends(workbench(yaml), code)
    expect(
      after.some(text => want.test(text)),
      after.join('\n=====\n'),
    ).toBe(true)
  })
})
