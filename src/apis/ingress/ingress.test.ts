import { describe, expect, test } from 'vitest'
import { app, ask, project, reasons, say } from '../../../test/ask.ts'

const apps = ['one', 'two', 'three'].map(name => app(name)).join('')
const specification = 'profiles: {default: specification}'

const ingress = (spec: string, name = 'main', meta = ''): string => `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: ${name}${meta}}
spec: {ingressClassName: any, ${spec}}
`
const backend = (service: string): string => `{service: {name: ${service}, port: {number: 80}}}`
const path = (value: string, service: string, pathType = 'Prefix'): string =>
  `{path: "${value}", pathType: ${pathType}, backend: ${backend(service)}}`
const rule = (host: string, ...paths: string[]): string =>
  `{${host === '' ? '' : `host: "${host}", `}http: {paths: [${paths.join(', ')}]}}`

const rows: readonly { rule: string; why: string; yaml: string; url: string; want: string; because?: string }[] = [
  {
    rule: 'IN-1',
    why: 'Exact has no subpaths',
    yaml: ingress(`rules: [${rule('h.org', path('/foo', 'one', 'Exact'))}]`),
    url: 'http://h.org/foo/',
    want: 'failed 404 no route',
    because: 'IN-1 route.failed.path',
  },
  {
    rule: 'IN-2',
    why: 'a prefix ends at a slash',
    yaml: ingress(`rules: [${rule('h.org', path('/aaa/bb', 'one'))}]`),
    url: 'http://h.org/aaa/bbb',
    want: 'failed 404 no route',
  },
  {
    rule: 'IN-2',
    why: 'a final slash of the rule does not count',
    yaml: ingress(`rules: [${rule('h.org', path('/aaa/', 'one'))}]`),
    url: 'http://h.org/aaa',
    want: 'delivered one',
  },
  {
    rule: 'IN-3',
    why: 'the longest path wins, whatever the order',
    yaml: ingress(`rules: [${rule('h.org', path('/', 'one'), path('/aaa', 'two'))}]`),
    url: 'http://h.org/aaa/x',
    want: 'delivered two',
    because: 'IN-3 route.outranked',
  },
  {
    rule: 'IN-3',
    why: 'Exact before Prefix',
    yaml: ingress(`rules: [${rule('h.org', path('/foo', 'one'), path('/foo', 'two', 'Exact'))}]`),
    url: 'http://h.org/foo',
    want: 'delivered two',
  },
  {
    rule: 'IN-3',
    why: 'one path in two Ingresses of the same age: nobody says which',
    yaml:
      ingress(`rules: [${rule('h.org', path('/', 'one'))}]`) +
      ingress(`rules: [${rule('h.org', path('/', 'two'))}]`, 'other'),
    url: 'http://h.org/',
    want: 'unknown: one host and path in several Ingresses',
  },
  {
    rule: 'IN-4',
    why: 'a wildcard is one label',
    yaml: ingress(`rules: [${rule('*.foo.com', path('/', 'one'))}]`),
    url: 'http://a.b.foo.com/',
    want: 'failed 404 no route',
  },
  {
    rule: 'IN-4',
    why: 'the exact host comes first',
    yaml: ingress(`rules: [${rule('*.foo.com', path('/', 'one'))}, ${rule('a.foo.com', path('/', 'two'))}]`),
    url: 'http://a.foo.com/',
    want: 'delivered two',
  },
  {
    rule: 'IN-4',
    why: 'whether a wider host is tried is the controller’s',
    yaml: ingress(`rules: [${rule('*.foo.com', path('/', 'one'))}, ${rule('a.foo.com', path('/x', 'two'))}]`),
    url: 'http://a.foo.com/y',
    want: 'unknown: fallback to a wider host',
  },
  {
    rule: 'IN-5',
    why: 'the default backend takes the rest',
    yaml: ingress(`defaultBackend: ${backend('three')}, rules: [${rule('h.org', path('/a', 'one'))}]`),
    url: 'http://h.org/b',
    want: 'delivered three',
  },
  {
    rule: 'IN-5',
    why: 'without one it is 404',
    yaml: ingress(`rules: [${rule('h.org', path('/a', 'one'))}]`),
    url: 'http://x.org/',
    want: 'failed 404 no route',
  },
  {
    rule: 'IN-5',
    why: 'two default backends',
    yaml: ingress(`defaultBackend: ${backend('one')}`) + ingress(`defaultBackend: ${backend('two')}`, 'other'),
    url: 'http://x.org/',
    want: 'unknown: several default backends',
  },
  {
    rule: 'IN-6',
    why: 'the path itself is common ground',
    yaml: ingress(`rules: [${rule('h.org', path('/foo', 'one', 'ImplementationSpecific'))}]`),
    url: 'http://h.org/foo',
    want: 'delivered one',
  },
  {
    rule: 'IN-6',
    why: 'what lies beneath is not',
    yaml: ingress(`rules: [${rule('h.org', path('/foo', 'one', 'ImplementationSpecific'))}]`),
    url: 'http://h.org/foobar',
    want: 'unknown: ImplementationSpecific path',
  },
  {
    rule: 'IN-6',
    why: 'another path is never taken',
    yaml: ingress(`rules: [${rule('h.org', path('/foo', 'one', 'ImplementationSpecific'))}]`),
    url: 'http://h.org/bar',
    want: 'failed 404 no route',
  },
  {
    rule: 'IN-7',
    why: 'https to a host without tls shows a certificate of the controller’s',
    yaml: ingress(`rules: [${rule('h.org', path('/', 'one'))}]`),
    url: 'https://h.org/',
    want: "unknown: the controller's default certificate",
  },
  {
    rule: 'IN-9',
    why: 'a missing Service',
    yaml: ingress(`rules: [${rule('h.org', path('/', 'gone'))}]`),
    url: 'http://h.org/',
    want: 'failed 503 invalid backend',
  },
]

describe('by the specification', () => {
  test.each(rows)('[$rule] $why', row => {
    const answer = ask(project(apps + row.yaml, specification), { url: row.url })
    expect(say(answer)).toBe(row.want)
    if (row.because !== undefined) expect(reasons(answer)).toContain(row.because)
  })

  test('[IN-7] the certificate goes by server name', () => {
    const tls = `tls: [{hosts: [h.org], secretName: own}, {hosts: ["*.h.org"], secretName: wild}], rules: [${rule('', path('/', 'one'))}]`
    const secrets = (url: string): string | undefined =>
      ask(project(apps + ingress(tls), specification), { url }).outcomes[0]?.certificate?.secret
    expect(secrets('https://h.org/')).toBe('default/own')
    expect(secrets('https://a.h.org/')).toBe('default/wild')
  })
})

test('a class whose controller has no profile is unknown by name, with the specification beneath', () => {
  const nginx = ingress(`rules: [${rule('h.org', path('/', 'one'))}]`).replace(
    'ingressClassName: any',
    'ingressClassName: nginx',
  )
  const answer = ask(project(apps + nginx), { url: 'http://h.org/' })
  expect(say(answer)).toBe('unknown: controller: ingress-nginx')
  expect(answer.outcomes[0]?.bySpecification?.verdict.kind).toBe('delivered')
})
