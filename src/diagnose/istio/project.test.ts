import { expect, test } from 'vitest'
import { app, ask, project, say } from '../../../test/ask.ts'

/** `severity code` of what istioctl's analyzers find in a project, which need not be the whole cluster. */
function found(yaml: string): string[] {
  const derivations = project(yaml)
  return [...derivations.nodes()]
    .flatMap(({ doc }) => (doc === null ? [] : derivations.findings(doc)))
    .filter(({ code }) => code.startsWith('IST'))
    .map(({ code, severity }) => `${severity} ${code}`)
    .sort()
}

const gateway = `---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: g}
spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]}
`
const virtual = (spec: string): string => `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: v}
spec: {hosts: [a.example], ${spec}}
`
const to = (destination: string): string => `http: [{route: [{destination: {${destination}}}]}]`
const rule = (subset: string): string => `---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: d}
spec: {host: cart, subsets: [{name: one, labels: {${subset}}}]}
`
const proxy = (label: string): string => `---
apiVersion: v1
kind: Pod
metadata: {name: proxy, namespace: istio-system, labels: {istio: ${label}}}
spec: {containers: [{name: istio-proxy, image: p}]}
`

test.each([
  ['nothing of Istio, nothing to say', app('cart'), []],
  ['the proxies of a gateway may stand elsewhere', gateway, []],
  ['unless proxies are here, of another label', gateway + proxy('ingresgateway'), ['warning IST0101.selector']],
  ['and those that are here have no Service', gateway + proxy('ingressgateway'), []],
  ['a host that nothing declares is a warning', app('cart') + virtual(to('host: card')), ['warning IST0101.host']],
  [
    'a port that its Service has not is, too',
    app('cart') + virtual(to('host: cart, port: {number: 81}')),
    ['warning IST0101.port'],
  ],
  [
    'a subset that no rule names is, too',
    app('cart') + virtual(to('host: cart, subset: two')),
    ['warning IST0101.subset'],
  ],
  [
    'a gateway that is not here may serve the hosts',
    virtual(`gateways: [other/g], ${to('host: a.b')}`),
    ['warning IST0101.gateway', 'warning IST0101.host'],
  ],
  ['a subset without a pod', app('cart') + rule('version: v2'), ['warning IST0173.subset']],
  ['a rule for a Service of another project', rule('version: v2'), []],
  ['workloads stand for their pods', app('cart') + rule('app: cart'), []],
])('%s', (_why, yaml, want) => {
  expect(found(yaml)).toEqual(want)
})

test('what admission refuses does not apply, and what was there before does', () => {
  const route = (host: string, more = ''): string => `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: v}
spec: {hosts: [cart], http: [{route: [{destination: {host: ${host}}}]${more}}]}
`
  const mesh = `---
apiVersion: v1
kind: Pod
metadata: {name: client}
spec: {containers: [{name: app, image: a}, {name: istio-proxy, image: p}]}
${app('cart')}${app('pay')}`
  const asked = { url: 'http://cart/', from: 'default/client' }
  const refused = route('pay', ', redirect: {uri: /x}')
  const bypassed = '---\nassume: {istioAdmission: bypassed}\n'
  expect(say(ask(project(mesh + route('pay')), asked))).toBe('delivered pay')
  expect(say(ask(project(mesh + refused), asked))).toBe('delivered cart')
  expect(say(ask(project(mesh + route('pay') + refused), asked))).toBe('delivered pay')
  expect(say(ask(project(mesh + refused + bypassed), asked))).toMatch(/^redirected/)
  const project1 = project(mesh + refused)
  const [found] = project1.cluster.all('virtualservice')
  expect(found).toBeUndefined()
  const node = [...project1.nodes()].find(({ kind }) => kind === 'VirtualService')
  expect(node?.state).toBe('live')
  expect(project1.findings(node!.doc!).map(({ code }) => code)).toContain('istio.refused')
})
