import { describe, expect, test } from 'vitest'
import { app, ask, project, say } from '../../../../test/ask.ts'
import { door, entry, gateway, http, object, route, said, statusIn } from '../../../../test/istio-status.ts'

describe('[GW-40] parents of a route', () => {
  const parents = (refs: string, spec = '', more = ''): string =>
    said(
      statusIn(
        app('one') + more + route(`{parentRefs: [${refs}], ${spec}rules: [{backendRefs: [{name: one, port: 80}]}]}`),
        'HTTPRoute',
        'r',
      ),
    )
  const edge =
    door +
    gateway('[{name: web, port: 80, protocol: HTTP, hostname: "*.example.com"}, {name: raw, port: 443, protocol: TCP}]')
  test.each([
    ['{name: edge}', '', 'Accepted, ResolvedRefs'],
    ['{name: edge, port: 81}', '', '!Accepted NoMatchingParent, ResolvedRefs'],
    ['{name: edge, sectionName: raw}', '', '!Accepted NotAllowedByListeners, ResolvedRefs'],
    [
      '{name: edge, sectionName: web}',
      'hostnames: [a.example.org], ',
      '!Accepted NoMatchingListenerHostname, ResolvedRefs',
    ],
    // The listener for plain streams has no hostname to disagree about, so its refusal is the stronger one.
    ['{name: edge}', 'hostnames: [a.example.org], ', '!Accepted NotAllowedByListeners, ResolvedRefs'],
    ['{group: "", kind: Service, name: one}', '', 'Accepted, ResolvedRefs'],
    ['{group: "", kind: Service, name: one, port: 9999}', '', 'Accepted, ResolvedRefs'],
    ['{group: "", kind: Service, name: gone}', '', '!Accepted NoMatchingParent, ResolvedRefs'],
    ['{group: networking.istio.io, kind: ServiceEntry, name: partner}', '', 'Accepted, ResolvedRefs'],
    ['{group: networking.istio.io, kind: ServiceEntry, name: gone}', '', '!Accepted NoMatchingParent, ResolvedRefs'],
    ['{name: gone}', '', ''],
  ])('%s %s', (refs, spec, want) => {
    expect(parents(refs, spec, edge + entry)).toBe(want)
  })

  const set = object(
    'ListenerSet',
    'more',
    `spec: {parentRef: {name: edge}, listeners: [{name: more, port: 80, protocol: HTTP, hostname: more.example.org}]}`,
  )
  const taking =
    door + gateway(http, 'addresses: [{type: Hostname, value: door}], allowedListeners: {namespaces: {from: Same}}')
  test.each([
    [
      'a waypoint',
      gateway(http).replace('gatewayClassName: istio', 'gatewayClassName: istio-waypoint'),
      '{name: edge}',
      '',
    ],
    [
      'a Gateway whose addresses cannot be had',
      gateway(http, 'addresses: [{type: example.com/zone, value: a}]'),
      '{name: edge}',
      '',
    ],
    ['a set', taking + set, '{kind: ListenerSet, name: more}', 'Accepted, ResolvedRefs'],
    ['a set that is not allowed', edge + set, '{kind: ListenerSet, name: more}', ''],
    [
      'a listener that loses',
      gateway('[{name: a, port: 80, protocol: HTTP}, {name: b, port: 80, protocol: HTTP}]'),
      '{name: edge, sectionName: b}',
      '!Accepted NoMatchingParent, ResolvedRefs',
    ],
  ])('%s', (_why, yaml, ref, want) => {
    expect(parents(ref, '', yaml)).toBe(want)
  })

  test('a hostname that an HTTPRoute and a GRPCRoute share', () => {
    const yaml =
      edge +
      route('{parentRefs: [{name: edge}], hostnames: [a.example.com]}') +
      object('GRPCRoute', 'g', 'spec: {parentRefs: [{name: edge}], hostnames: [a.example.com], rules: []}')
    expect(said(statusIn(yaml, 'GRPCRoute', 'g'))).toBe('Accepted, ResolvedRefs')
    expect(statusIn(yaml, 'Gateway', 'edge').sets.find(set => set.section === 'web')?.attachedRoutes).toBe(2)
  })

  test('a Service behind another project’s waypoint is left to it', () => {
    const foreign = `---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: theirs}
spec: {controllerName: example.com/waypoints}
`
    const yaml =
      edge +
      foreign +
      object('Gateway', 'theirs', `spec: {gatewayClassName: theirs, listeners: ${http}}`) +
      door.replace(
        'name: door, namespace: default',
        'name: behind, namespace: default, labels: {istio.io/use-waypoint: theirs}',
      ) +
      route('{parentRefs: [{group: "", kind: Service, name: behind}]}')
    expect(statusIn(yaml, 'HTTPRoute', 'r').sets).toEqual([])
    expect(said(statusIn(yaml.replace('use-waypoint: theirs', 'use-waypoint: none'), 'HTTPRoute', 'r'))).toBe(
      'Accepted, ResolvedRefs',
    )
  })
})

describe('[GW-41] references of a route', () => {
  const rules = (text: string, kind = 'HTTPRoute'): string =>
    said(
      statusIn(
        app('one') +
          entry +
          door +
          gateway(http.replace('HTTP}', kind === 'TCPRoute' ? 'TCP}' : 'HTTP}')) +
          route(`{parentRefs: [{name: edge}], rules: ${text}}`, '', kind),
        kind,
        'r',
      ),
    ).replace(/^Accepted, /, '')
  const mirror = (name: string): string =>
    `filters: [{type: RequestMirror, requestMirror: {backendRef: {name: ${name}, port: 80}}}]`
  test.each([
    ['[{backendRefs: [{name: gone, port: 80}, {name: one, kind: Bucket}]}]', '!ResolvedRefs InvalidKind'],
    ['[{backendRefs: [{name: one, kind: Bucket}, {name: gone, port: 80}]}]', '!ResolvedRefs BackendNotFound'],
    ['[{backendRefs: [{name: gone, port: 80, weight: 0}, {name: one, port: 80}]}]', 'ResolvedRefs'],
    [`[{${mirror('gone')}, backendRefs: [{name: one, port: 80}]}]`, '!ResolvedRefs BackendNotFound'],
    [`[{${mirror('gone')}, backendRefs: [{name: one, kind: Bucket}]}]`, '!ResolvedRefs InvalidKind'],
    ['[{backendRefs: [{name: one}]}]', '!ResolvedRefs InvalidDestination'],
    [
      '[{backendRefs: [{name: one.default, port: 80}]}, {backendRefs: [{name: gone, port: 80}]}]',
      '!ResolvedRefs InvalidDestination',
    ],
    ['[{filters: [{type: ExtensionRef, extensionRef: {group: x, kind: Y, name: z}}]}]', '!ResolvedRefs InvalidFilter'],
    ['[{backendRefs: [{name: one, namespace: other, kind: Bucket}]}]', '!ResolvedRefs RefNotPermitted'],
    [
      '[{backendRefs: [{group: networking.istio.io, kind: Hostname, name: partner.example.com, port: 80}]}]',
      'ResolvedRefs',
    ],
    [
      '[{backendRefs: [{group: networking.istio.io, kind: Hostname, name: gone.example.com, port: 80}]}]',
      '!ResolvedRefs BackendNotFound',
    ],
    ['[{backendRefs: [{group: multicluster.x-k8s.io, kind: ServiceImport, name: one, port: 80}]}]', 'ResolvedRefs'],
    [
      '[{backendRefs: [{group: inference.networking.k8s.io, kind: InferencePool, name: gone, port: 80}]}]',
      '!ResolvedRefs BackendNotFound',
    ],
  ])('%s', (text, want) => {
    expect(rules(text)).toBe(want)
  })

  test('streams too; in the mesh no grant is asked', () => {
    expect(rules('[{backendRefs: [{name: gone, port: 80}]}]', 'TCPRoute')).toBe('!ResolvedRefs BackendNotFound')
    const yaml =
      door +
      entry +
      gateway(http) +
      route(
        '{parentRefs: [{group: networking.istio.io, kind: ServiceEntry, name: partner}], rules: [{backendRefs: [{name: one, namespace: other, port: 80}]}]}',
      )
    expect(said(statusIn(yaml, 'HTTPRoute', 'r'))).toBe('Accepted, !ResolvedRefs BackendNotFound')
  })
})

describe('[GW-42] BackendTLSPolicy', () => {
  const authorities = `---
apiVersion: v1
kind: ConfigMap
metadata: {name: ca, namespace: default}
data: {ca.crt: "-----BEGIN CERTIFICATE-----"}
`
  const policy = (targets: string, ca = '{group: "", kind: ConfigMap, name: ca}', name = 'p', meta = ''): string =>
    object(
      'BackendTLSPolicy',
      name,
      `spec: {targetRefs: [${targets}], validation: {hostname: x.example.com, caCertificateRefs: [${ca}]}}`,
    ).replace('namespace: default', `namespace: default${meta}`)
  const service = '{group: "", kind: Service, name: door}'
  const all = door + entry + gateway(http) + authorities
  const asked = (yaml: string, name = 'p'): string => said(statusIn(all + yaml, 'BackendTLSPolicy', name))
  test.each([
    ['a Service', policy(service), 'Accepted, ResolvedRefs'],
    ['its port', policy('{group: "", kind: Service, name: door, sectionName: tls}'), 'Accepted, ResolvedRefs'],
    [
      'a port that it lacks',
      policy('{group: "", kind: Service, name: door, sectionName: gone}'),
      '!Accepted TargetNotFound, ResolvedRefs',
    ],
    [
      'a ServiceEntry',
      policy('{group: networking.istio.io, kind: ServiceEntry, name: partner}'),
      'Accepted, ResolvedRefs',
    ],
    ['something else', policy('{group: apps, kind: Deployment, name: door}'), '!Accepted TargetNotFound, ResolvedRefs'],
    [
      'no authorities',
      policy(service, '{group: "", kind: ConfigMap, name: gone}'),
      '!Accepted NoValidCACertificate, !ResolvedRefs InvalidCACertificateRef',
    ],
    [
      'authorities of another kind',
      policy(service, '{group: "", kind: Bucket, name: gone}'),
      '!Accepted NoValidCACertificate, !ResolvedRefs InvalidKind',
    ],
    [
      'to be ignored',
      policy(service, undefined, 'p', ', annotations: {istio.io/ignore-policy-attachment: "true"}'),
      '!Accepted IgnoredByIstio',
    ],
  ])('%s', (_why, yaml, want) => {
    expect(asked(yaml)).toBe(want)
  })

  test('one that is to be ignored changes nothing about Istio’s requests', () => {
    const fails = policy(
      '{group: "", kind: Service, name: one}',
      '{group: "", kind: ConfigMap, name: gone}',
      'p',
      ', annotations: {istio.io/ignore-policy-attachment: "true"}',
    )
    const yaml =
      app('one') +
      authorities +
      gateway(http, '') +
      fails +
      route('{parentRefs: [{name: edge}], rules: [{backendRefs: [{name: one, port: 80}]}]}')
    const get = (text: string): string =>
      say(ask(project(text), { url: 'http://x.example.com/', to: 'Gateway default/edge' }))
    expect(get(yaml)).toBe('delivered one')
    expect(get(yaml.replace('"true"', '"false"'))).toBe('failed 502 invalid backend')
    expect(get(yaml.replace('gatewayClassName: istio', 'gatewayClassName: theirs'))).toBe('failed 502 invalid backend')
  })

  test('the second by name loses a target, not the others; the Gateway bears what the last one says', () => {
    const second = policy(`${service}, {group: "", kind: Service, name: door, sectionName: web}`, undefined, 'q')
    expect(asked(policy(service) + second, 'q')).toBe('!Accepted Conflicted, ResolvedRefs | Accepted, ResolvedRefs')
    const leads = route('{parentRefs: [{name: edge}], rules: [{backendRefs: [{name: door, port: 443}]}]}')
    const { sets } = statusIn(all + leads + second, 'BackendTLSPolicy', 'q')
    expect(sets.map(({ parent }) => `${parent?.kind} ${parent?.name} ${parent?.section}`)).toEqual([
      'Service door null',
      'Service door web',
      'Gateway edge null',
    ])
  })
})

describe('[GW-45] experiments', () => {
  const x = (kind: string, name: string, spec: string): string =>
    object(kind, name, `spec: ${spec}`, 'gateway.networking.x-k8s.io/v1alpha1')
  const backend = (more = ''): string =>
    x(
      'XBackend',
      'far',
      `{type: ExternalHostname, externalHostname: {hostname: far.example.com}, port: {port: 8443}${more}}`,
    )
  const leads = (port: string): string =>
    route(
      `{parentRefs: [{name: edge}], rules: [{backendRefs: [{group: gateway.networking.x-k8s.io, kind: XBackend, name: far${port}}]}]}`,
    )
  test.each([
    ['plain text', '', 'Accepted, ResolvedRefs'],
    ['a certificate of the server', ', tls: {mode: ServerOnly}', 'Accepted, ResolvedRefs'],
    ['certificates of both', ', tls: {mode: ClientAndServer}', '!Accepted Invalid, ResolvedRefs'],
    [
      'authorities of another kind',
      ', tls: {mode: ServerOnly, validation: {caCertificateRefs: [{group: "", kind: Bucket, name: b}]}}',
      '!Accepted NoValidCACertificate, !ResolvedRefs InvalidKind',
    ],
  ])('an XBackend with %s', (_why, more, want) => {
    const status = statusIn(door + gateway(http) + backend(more) + leads(''), 'XBackend', 'far')
    expect(said(status)).toBe(`${want} | ${want}`)
    expect(status.sets.map(({ parent }) => parent?.kind)).toEqual(['XBackend', 'Gateway'])
  })

  test.each([
    ['', 'Accepted, ResolvedRefs'],
    [', port: 8443', 'Accepted, ResolvedRefs'],
    [', port: 80', 'Accepted, !ResolvedRefs BackendNotFound'],
  ])('a route to its port "%s"', (port, want) => {
    expect(said(statusIn(door + gateway(http) + backend() + leads(port), 'HTTPRoute', 'r'))).toBe(want)
  })

  test('an XBackendTrafficPolicy; without Istio nobody speaks', () => {
    const policy = x(
      'XBackendTrafficPolicy',
      'tries',
      '{targetRefs: [{group: "", kind: Service, name: door}, {group: "", kind: Service, name: gone}]}',
    )
    expect(said(statusIn(door + gateway(http) + policy, 'XBackendTrafficPolicy', 'tries'))).toBe(
      'Accepted | !Accepted TargetNotFound',
    )
    expect(statusIn(door + policy, 'XBackendTrafficPolicy', 'tries').sets).toEqual([])
    expect(statusIn(backend(), 'XBackend', 'far').sets).toEqual([])
  })
})

describe('[GW-43] what is written already', () => {
  const written = (controller: string, name: string, type: string): string =>
    `{controllerName: ${controller}, parentRef: {name: ${name}}, conditions: [{type: ${type}, status: "True", reason: ${type}}]}`
  const asked = (...entries: string[]): string =>
    said(
      statusIn(
        door + gateway(http) + route('{parentRefs: [{name: edge}]}', `status: {parents: [${entries.join(', ')}]}`),
        'HTTPRoute',
        'r',
      ),
    )
  test.each([
    ['another controller’s stays', [written('example.com/x', 'theirs', 'Odd')], 'Accepted, ResolvedRefs | Odd'],
    [
      'another type under Istio’s name stays',
      [written('istio.io/gateway-controller', 'edge', 'Odd')],
      'Odd, Accepted, ResolvedRefs',
    ],
    [
      'Istio’s own is written anew',
      [written('istio.io/gateway-controller', 'edge', 'Accepted')],
      'Accepted, ResolvedRefs',
    ],
    [
      'Istio’s own for a parent that is gone goes',
      [written('istio.io/gateway-controller', 'gone', 'Odd')],
      'Accepted, ResolvedRefs',
    ],
    [
      'what has no shape is passed over',
      ['7', '{parentRef: {}}', '{controllerName: x, parentRef: {name: [1]}}'],
      'Accepted, ResolvedRefs',
    ],
  ])('%s', (_why, entries, want) => {
    expect(asked(...entries)).toBe(want)
  })
})
