import { describe, expect, test } from 'vitest'
import { app, ask, project, reasons, say } from '../../../../test/ask.ts'
import { door, entry, gateway, http, object, route, said, statusIn } from '../../../../test/istio-status.ts'

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
