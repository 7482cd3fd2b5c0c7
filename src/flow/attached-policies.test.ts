import { describe, expect, test } from 'vitest'
import { app, ask, project, say } from '../../test/ask.ts'

const site = `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: default}
spec: {gatewayClassName: any, listeners: [{name: http, port: 80, protocol: HTTP}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: default}
spec: {parentRefs: [{name: edge}], rules: [{backendRefs: [{name: web, port: 80}]}]}
${app('web')}${app('other')}`

const policy = (target: string, kind = 'SecurityPolicy'): string => `---
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: ${kind}
metadata: {name: p, namespace: default}
spec: ${target}
`

const rows: readonly { why: string; yaml: string; want: string; url?: string }[] = [
  { why: 'nothing attached', yaml: '', want: 'delivered web' },
  ...['Gateway, name: edge', 'HTTPRoute, name: shop'].map(target => ({
    why: `on the ${target}`,
    yaml: policy(`{targetRefs: [{group: gateway.networking.k8s.io, kind: ${target}}]}`),
    want: 'unknown: policy: SecurityPolicy p',
  })),
  {
    why: 'on the Service, the old way',
    yaml: policy('{targetRef: {group: "", kind: Service, name: web}}'),
    want: 'unknown: policy: SecurityPolicy p',
  },
  {
    why: 'on a Service beside the way',
    yaml: policy('{targetRef: {group: "", kind: Service, name: other}}'),
    want: 'delivered web',
  },
  {
    why: 'one that only observes',
    yaml: policy('{targetRef: {group: "", kind: Service, name: web}}', 'Telemetry'),
    want: 'delivered web',
  },
  {
    why: 'a workload, which is no business of routing',
    yaml: policy('{targetRef: {group: apps, kind: Deployment, name: web}}'),
    want: 'delivered web',
  },
  { why: 'wrong types harm nothing', yaml: policy('{targetRefs: {kind: [], name: 3}}'), want: 'delivered web' },
  {
    why: 'a shut port stays shut',
    yaml: policy('{targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: edge}]}'),
    url: 'http://shop.example.com:81/',
    want: 'failed - no listener',
  },
]

describe('a policy of another project', () => {
  test.each(rows)('$why', ({ yaml, want, url }) => {
    expect(say(ask(project(site + yaml), { url: url ?? 'http://shop.example.com/', to: 'Gateway default/edge' }))).toBe(
      want,
    )
  })
})

test("one of Kong's plugins on a route", () => {
  const yaml = site.replace('{name: shop, ', '{name: shop, annotations: {konghq.com/plugins: key-auth}, ')
  const answer = ask(project(yaml), { url: 'http://shop.example.com/' })
  expect(say(answer)).toBe('unknown: policy: KongPlugin key-auth')
  expect(answer.outcomes[0]?.bySpecification?.verdict.kind).toBe('delivered')
})

test('a backend that another project adds is unknown, one that nothing adds is invalid [GW-17]', () => {
  const to = (kind: string): string =>
    site.replace('{name: web, port: 80}', `{group: gateway.envoyproxy.io, kind: ${kind}, name: web}`)
  const added = `---\napiVersion: gateway.envoyproxy.io/v1alpha1\nkind: Backend\nmetadata: {name: web, namespace: default}\n`
  expect(say(ask(project(to('Backend') + added), { url: 'http://a/' }))).toBe('unknown: backendRef kind: Backend')
  expect(say(ask(project(to('Backend')), { url: 'http://a/' }))).toBe('failed 500 invalid backend')
})
