import { describe, expect, test } from 'vitest'
import { app, ask, project, reasons, say } from '../../../../test/ask.ts'
import type { ResourceStatus } from '../condition-set.ts'
import { statusOf } from '../index.ts'

const object = (kind: string, name: string, body: string, group = 'gateway.networking.k8s.io/v1'): string => `---
apiVersion: ${group}
kind: ${kind}
metadata: {name: ${name}, namespace: default}
${body}
`
const door = `---
apiVersion: v1
kind: Service
metadata: {name: door, namespace: default}
spec: {selector: {app: door}, ports: [{name: web, port: 80}, {name: tls, port: 443}]}
`
const http = '[{name: web, port: 80, protocol: HTTP}]'
const gateway = (listeners: string, more = 'addresses: [{type: Hostname, value: door}]', name = 'edge'): string =>
  object('Gateway', name, `spec: {gatewayClassName: istio, listeners: ${listeners}, ${more}}`)
const route = (spec: string, status = '', kind = 'HTTPRoute'): string => object(kind, 'r', `spec: ${spec}\n${status}`)
const entry = object(
  'ServiceEntry',
  'partner',
  'spec: {hosts: [partner.example.com], ports: [{name: web, number: 80, protocol: HTTP}], resolution: DNS}',
  'networking.istio.io/v1',
)

function statusIn(yaml: string, kind: string, name: string, assume = ''): ResourceStatus {
  const { cluster, assumptions } = project(yaml, assume)
  const types = [
    'gateway',
    'listenerset',
    'httproute',
    'grpcroute',
    'l4route',
    'backendtlspolicy',
    'xbackend',
    'xbackendtrafficpolicy',
  ] as const
  const found = types.flatMap(type => [...cluster.all(type)]).find(item => item.kind === kind && item.name === name)
  return statusOf(cluster, assumptions, found!)!
}

/** `Type` where it is True for its own reason, else `!Type reason` or `Type reason`. */
function said({ sets }: ResourceStatus, about: (set: ResourceStatus['sets'][number]) => boolean = () => true): string {
  return sets
    .filter(about)
    .map(({ conditions }) =>
      conditions
        .filter(({ type, status }) => type !== 'Conflicted' || status === 'True')
        .map(({ type, status, reason }) => {
          const mark = status === 'True' ? type : `!${type}`
          return reason === type ? mark : `${mark} ${reason}`
        })
        .join(', '),
    )
    .join(' | ')
}

const whole = (yaml: string, assume = ''): string =>
  said(statusIn(yaml, 'Gateway', 'edge', assume), set => set.section === null)
const listeners = (yaml: string): string =>
  said(statusIn(yaml, 'Gateway', 'edge'), set => set.parent === null && set.section !== null)

describe('[GW-36] who speaks', () => {
  test.each([
    ['istio', 'istio.io/gateway-controller'],
    ['istio-waypoint', 'istio.io/mesh-controller'],
    ['istio-remote', 'istio.io/unmanaged-gateway'],
    ['other', null],
  ])('class %s', (className, controller) => {
    const status = statusIn(
      gateway(http).replace('gatewayClassName: istio', `gatewayClassName: ${className}`),
      'Gateway',
      'edge',
    )
    expect(status.sets[0]?.controller).toBe(controller)
  })

  test('a class of one’s own with its controller, and a profile', () => {
    const own = `---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: inside}
spec: {controllerName: istio.io/gateway-controller}
`
    const yaml = gateway(http, '').replace('gatewayClassName: istio', 'gatewayClassName: inside')
    expect(whole(own + yaml)).toBe('Accepted, Programmed, ResolvedRefs')
    expect(whole(own + yaml, 'profiles: {inside: specification}')).toBe('Accepted, Programmed')
  })
})

describe('[GW-37] the Gateway', () => {
  test.each([
    ['its Service has the port', door + gateway(http), 'Accepted, Programmed, ResolvedRefs'],
    ['its Service is not there', gateway(http), 'Accepted, !Programmed AddressNotUsable, ResolvedRefs'],
    [
      'its Service lacks the port',
      door + gateway('[{name: web, port: 8080, protocol: HTTP}]'),
      'Accepted, !Programmed AddressNotUsable, ResolvedRefs',
    ],
    [
      'a Service of another namespace is none',
      door + gateway(http, 'addresses: [{type: Hostname, value: door.other.svc.cluster.local}]'),
      'Accepted, !Programmed AddressNotUsable, ResolvedRefs',
    ],
    [
      'only addresses of another type',
      gateway(http, 'addresses: [{type: example.com/zone, value: a}]'),
      '!Accepted UnsupportedAddress, !Programmed UnsupportedAddress, ResolvedRefs',
    ],
    [
      'some addresses of another type',
      door + gateway(http, 'addresses: [{type: Hostname, value: door}, {type: example.com/zone, value: a}]'),
      '!Accepted UnsupportedAddress, Programmed, ResolvedRefs',
    ],
    [
      'parameters that are not there',
      door +
        gateway(
          http,
          'addresses: [{type: Hostname, value: door}], infrastructure: {parametersRef: {group: "", kind: ConfigMap, name: sizes}}',
        ),
      '!Accepted InvalidParameters, Programmed, ResolvedRefs',
    ],
    [
      'one of two listeners in order',
      door + gateway('[{name: web, port: 80, protocol: HTTP}, {name: odd, port: 80, protocol: QUIC}]'),
      'Accepted ListenersNotValid, Programmed, ResolvedRefs',
    ],
    [
      'no listener in order',
      door + gateway('[{name: odd, port: 80, protocol: QUIC}]'),
      '!Accepted ListenersNotValid, Programmed, ResolvedRefs',
    ],
  ])('%s', (_why, yaml, want) => {
    expect(whole(yaml)).toBe(want)
  })

  test('the Service that Istio makes is taken to be there, unless the documents are all there is', () => {
    expect(whole(gateway(http, ''))).toBe('Accepted, Programmed, ResolvedRefs')
    expect(whole(gateway(http, ''), 'generatedServices: listed')).toBe(
      'Accepted, !Programmed AddressNotUsable, ResolvedRefs',
    )
    const made = door.replace('name: door,', 'name: edge-istio,')
    expect(whole(made + gateway(http, ''), 'generatedServices: listed')).toBe('Accepted, Programmed, ResolvedRefs')
  })

  test('an address of a ServiceEntry, and one that the assumptions rule out', () => {
    expect(whole(entry + gateway(http, 'addresses: [{type: Hostname, value: partner.example.com}]'))).toBe(
      'Accepted, Programmed, ResolvedRefs',
    )
    expect(whole(gateway(http, 'addresses: [{value: 192.0.2.9}]'), 'unusableAddresses: [192.0.2.9]')).toBe(
      'Accepted, !Programmed AddressNotUsable, ResolvedRefs',
    )
  })

  const set = (entries: string, name = 'more'): string =>
    object('ListenerSet', name, `spec: {parentRef: {name: edge}, listeners: ${entries}}`)
  const open = 'addresses: [{type: Hostname, value: door}], allowedListeners: {namespaces: {from: Same}}'
  test.each([
    ['allowed', door + gateway(http, open), 'Accepted, Programmed | Accepted, ResolvedRefs, Programmed'],
    ['not allowed', door + gateway(http), '!Accepted NotAllowed, !Programmed NotAllowed'],
    [
      'to a waypoint',
      door + gateway(http, open).replace('gatewayClassName: istio', 'gatewayClassName: istio-waypoint'),
      '!Accepted NotAllowed, !Programmed NotAllowed',
    ],
    [
      'to a Gateway without addresses of use',
      gateway(http, 'addresses: [{type: example.com/zone, value: a}], allowedListeners: {namespaces: {from: Same}}'),
      '!Accepted UnsupportedAddress, !Programmed UnsupportedAddress',
    ],
  ])('a ListenerSet %s', (_why, yaml, want) => {
    const entries = '[{name: more, port: 80, protocol: HTTP, hostname: more.example.com}]'
    expect(said(statusIn(yaml + set(entries), 'ListenerSet', 'more'))).toBe(want)
  })

  test('a ListenerSet whose listeners are all out of order takes no port of the Gateway', () => {
    const yaml = door + gateway(http, open) + set('[{name: bare, port: 8443, protocol: HTTPS}]')
    expect(said(statusIn(yaml, 'ListenerSet', 'more'))).toBe(
      '!Accepted ListenersNotValid, !Programmed ListenersNotValid | !Accepted UnsupportedProtocol, ResolvedRefs, !Programmed Invalid',
    )
    expect(whole(yaml)).toBe('Accepted, Programmed, ResolvedRefs')
    const valid = door + gateway(http, open) + set('[{name: far, port: 8443, protocol: HTTP}]')
    expect(whole(valid)).toBe('Accepted, !Programmed AddressNotUsable, ResolvedRefs')
  })
})

describe('[GW-38] listeners', () => {
  const ca = (kind: string, name: string): string =>
    `addresses: [{type: Hostname, value: door}], tls: {frontend: {default: {validation: {caCertificateRefs: [{group: "", kind: ${kind}, name: ${name}}]}}}}`
  const secret = (name: string, namespace = 'default'): string => `---
apiVersion: v1
kind: Secret
metadata: {name: ${name}, namespace: ${namespace}}
stringData: {tls.crt: "-----BEGIN CERTIFICATE-----", tls.key: "-----BEGIN PRIVATE KEY-----", ca.crt: "-----BEGIN CERTIFICATE-----"}
`
  const https = (refs: string, more = ''): string =>
    `[{name: s, port: 443, protocol: HTTPS, tls: {certificateRefs: ${refs}${more}}}]`
  const inOrder = 'Accepted, ResolvedRefs, Programmed'
  test.each([
    [
      'a protocol that Istio does not speak',
      gateway('[{name: a, port: 53, protocol: UDP}]'),
      '!Accepted UnsupportedProtocol, ResolvedRefs, Programmed',
    ],
    [
      'the tunnel outside of waypoints',
      gateway('[{name: a, port: 15008, protocol: HBONE}]'),
      '!Accepted UnsupportedProtocol, ResolvedRefs, Programmed',
    ],
    ['HTTPS without tls, the Gateway’s own', gateway('[{name: a, port: 443, protocol: HTTPS}]'), inOrder],
    ['a certificate', secret('c') + gateway(https('[{name: c}]')), inOrder],
    ['one of two certificates', secret('c') + gateway(https('[{name: gone}, {name: c}]')), inOrder],
    [
      'three certificates',
      secret('c') + gateway(https('[{name: c}, {name: c}, {name: c}]')),
      'Accepted, !ResolvedRefs InvalidCertificateRef, !Programmed Invalid',
    ],
    [
      'no certificate that is there',
      secret('c') + gateway(https('[{name: gone}]')),
      'Accepted, !ResolvedRefs InvalidCertificateRef, !Programmed Invalid',
    ],
    [
      'a certificate that is not granted',
      secret('c', 'vault') + gateway(https('[{name: c, namespace: vault}]')),
      '!Accepted NoValidCACertificate, !ResolvedRefs RefNotPermitted, !Programmed Invalid',
    ],
    [
      'the mesh’s own certificate',
      gateway(https('[]', ', options: {gateway.istio.io/tls-terminate-mode: ISTIO_MUTUAL}')),
      inOrder,
    ],
    ['authorities for clients in a Secret', secret('c') + gateway(https('[{name: c}]'), ca('Secret', 'c')), inOrder],
    [
      'authorities that are not there',
      secret('c') + gateway(https('[{name: c}]'), ca('Secret', 'gone')),
      '!Accepted NoValidCACertificate, !ResolvedRefs InvalidCACertificateRef, !Programmed Invalid',
    ],
    [
      'authorities of another kind',
      secret('c') + gateway(https('[{name: c}]'), ca('Service', 'door')),
      '!Accepted NoValidCACertificate, !ResolvedRefs InvalidCACertificateKind, !Programmed Invalid',
    ],
    [
      'a kind of route that the protocol does not carry',
      gateway('[{name: a, port: 80, protocol: HTTP, allowedRoutes: {kinds: [{kind: TCPRoute}]}}]'),
      'Accepted, !ResolvedRefs InvalidRouteKinds, Programmed',
    ],
  ])('%s', (_why, yaml, want) => {
    expect(listeners(yaml)).toBe(want)
  })

  test.each([
    ['istio-waypoint', '{name: a, port: 15008, protocol: HBONE}', inOrder],
    [
      'istio-waypoint',
      '{name: a, port: 80, protocol: HTTP}',
      '!Accepted UnsupportedProtocol, ResolvedRefs, Programmed',
    ],
    ['istio-east-west', '{name: a, port: 15008, protocol: HBONE, tls: {mode: Terminate}}', inOrder],
    [
      'istio-east-west',
      '{name: a, port: 15008, protocol: HBONE}',
      '!Accepted UnsupportedProtocol, ResolvedRefs, Programmed',
    ],
    ['istio-east-west', '{name: a, port: 6443, protocol: TLS, tls: {mode: Passthrough}}', inOrder],
    ['istio-remote', '{name: a, port: 80, protocol: HTTP}', ''],
  ])('%s %s', (className, listener, want) => {
    expect(
      listeners(gateway(`[${listener}]`).replace('gatewayClassName: istio', `gatewayClassName: ${className}`)),
    ).toBe(want)
  })

  test('datagrams end nowhere', () => {
    const yaml =
      gateway('[{name: dns, port: 53, protocol: UDP}]') +
      route('{parentRefs: [{name: edge}], rules: [{backendRefs: [{name: one, port: 80}]}]}', '', 'UDPRoute')
    expect(statusIn(yaml, 'UDPRoute', 'r').sets).toEqual([])
    expect(statusIn(yaml, 'Gateway', 'edge').sets[1]).toMatchObject({ attachedRoutes: 0, supportedKinds: [] })
  })
})

describe('[GW-44] what documents keep elsewhere', () => {
  const secured = gateway('[{name: s, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: c}]}}]')
  const other = `---
apiVersion: v1
kind: Secret
metadata: {name: other, namespace: default}
stringData: {tls.crt: "-----BEGIN CERTIFICATE-----", tls.key: "-----BEGIN PRIVATE KEY-----"}
`
  const filled = (text: string): string => other.replace('name: other', 'name: c').replace(/stringData.*/, text)
  const resolved = (yaml: string): string => {
    const set = statusIn(yaml, 'Gateway', 'edge').sets.find(({ section }) => section === 's')!
    const { status, assumed } = set.conditions.find(({ type }) => type === 'ResolvedRefs')!
    return [status, ...assumed].join(' ')
  }
  test.each([
    ['no certificate at all', secured, 'True Secret default/c'],
    [
      'an empty one of that name',
      `${secured}${other.replace('name: other', 'name: c').replace(/stringData.*/, '')}`,
      'False',
    ],
    ['others', secured + other, 'False'],
    [
      'others of another namespace',
      secured + other.replace('namespace: default', 'namespace: vault'),
      'True Secret default/c',
    ],
    [
      'a placeholder beside others',
      `${secured}${other}${filled('stringData: {tls.crt: my certificate, tls.key: my key}')}`,
      'True Secret default/c',
    ],
    ['bytes that are none', `${secured}${filled('data: {tls.crt: bXkgY2VydA==, tls.key: bXkga2V5}')}`, 'False'],
    [
      'another controller’s Gateway',
      secured.replace('gatewayClassName: istio', 'gatewayClassName: theirs'),
      'True Secret default/c',
    ],
  ])('%s', (_why, yaml, want) => {
    expect(resolved(yaml)).toBe(want)
  })

  test('a client certificate of another kind is none', () => {
    const shows = (kind: string): string =>
      door +
      gateway(
        http,
        `addresses: [{type: Hostname, value: door}], tls: {backend: {clientCertificateRef: {group: "", kind: ${kind}, name: c}}}`,
      )
    expect(whole(shows('Secret'))).toBe('Accepted, Programmed, ResolvedRefs')
    expect(whole(shows('ConfigMap'))).toBe('Accepted, Programmed, !ResolvedRefs InvalidClientCertificateRef')
  })

  test.each([
    ['is kept elsewhere', '', 'delivered one', 'assume.secretExists'],
    [
      'is a placeholder',
      filled('stringData: {tls.crt: my certificate, tls.key: my key}'),
      'delivered one',
      'assume.secretFilled',
    ],
    ['is not among the declared ones', other, 'failed - tls', 'GW-44 tls.certificateAbsent'],
    [
      'holds bytes that are none',
      filled('data: {tls.crt: bXkgY2VydA==, tls.key: bXkga2V5}'),
      'failed - tls',
      'GW-16 tls.certificateInvalid',
    ],
  ])('a request through a listener whose certificate %s', (_why, secret, want, because) => {
    const yaml =
      app('one') +
      secured.replace('addresses: [{type: Hostname, value: door}]', '') +
      secret +
      route('{parentRefs: [{name: edge}], rules: [{backendRefs: [{name: one, port: 80}]}]}')
    const answer = ask(project(yaml), { url: 'https://x.example.com/', to: 'Gateway default/edge' })
    expect(say(answer)).toBe(want)
    expect([...reasons(answer), ...answer.assumed.map(({ code }) => code)]).toContain(because)
  })

  test('authorities of a policy, in the status and in answers', () => {
    const yaml =
      app('one') +
      gateway(http, '').replace('gatewayClassName: istio', 'gatewayClassName: theirs') +
      route('{parentRefs: [{name: edge}], rules: [{backendRefs: [{name: one, port: 80}]}]}') +
      object(
        'BackendTLSPolicy',
        'p',
        'spec: {targetRefs: [{group: "", kind: Service, name: one}], validation: {hostname: x.example.com, caCertificateRefs: [{group: "", kind: ConfigMap, name: ca}]}}',
      )
    const answer = ask(project(yaml), { url: 'http://x.example.com/', to: 'Gateway default/edge' })
    expect(say(answer)).toBe('delivered one')
    expect(reasons(answer)).toContain('GW-44 assume.authorityExists')
    const [set] = statusIn(yaml, 'BackendTLSPolicy', 'p').sets
    expect(set?.conditions.map(({ status, assumed }) => [status, ...assumed].join(' '))).toEqual([
      'True',
      'True ConfigMap default/ca',
    ])
  })
})

describe('[GW-39] conflicts, in order', () => {
  const on = (...entries: string[]): string =>
    gateway(`[${entries.map((entry, index) => `{name: l${index}, port: 80, ${entry}}`).join(', ')}]`)
  const lost = (reason: string): string => `!Accepted ${reason}, Conflicted ${reason}, !Programmed ${reason}`
  const stays = 'Accepted, ResolvedRefs, Programmed'
  test.each([
    ['same hostname', on('protocol: HTTP', 'protocol: HTTP'), lost('HostnameConflict')],
    [
      'same hostname, another protocol',
      on('protocol: HTTP', 'protocol: TLS, tls: {mode: Passthrough}'),
      lost('ProtocolConflict'),
    ],
    [
      'names beside a plain stream',
      on('protocol: HTTP, hostname: a.example.com', 'protocol: TCP'),
      lost('ProtocolConflict'),
    ],
    ['two plain streams', on('protocol: TCP', 'protocol: TCP'), lost('ProtocolConflict')],
    [
      'different hostnames',
      on('protocol: HTTP, hostname: a.example.com', 'protocol: TLS, tls: {mode: Passthrough}'),
      stays,
    ],
  ])('%s', (_why, yaml, second) => {
    expect(listeners(yaml)).toBe(`${stays} | ${second}`)
  })
})

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
