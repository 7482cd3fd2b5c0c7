import { describe, expect, test } from 'vitest'
import { analyzers } from '../diagnose/index.ts'
import type { FileId } from '../text/index.ts'
import { words } from '../words.ts'
import { istioctlCode, istioctlProblems, openForIstioctl } from './istioctl.ts'

/** `IST0101 Gateway g` for each message of one analyzer, in the order of the documents. */
function found(analyzer: string, yaml: string): string[] {
  const project = openForIstioctl([{ id: 'f' as FileId, name: 'f.yaml', text: yaml, enabled: true }])
  return project.documents().flatMap(doc =>
    istioctlProblems(project, doc, analyzer).map(problem => {
      expect(Object.hasOwn(words, problem.code), `${problem.code} has words`).toBe(true)
      expect(project.locate(problem.at), 'it has a place').not.toBeNull()
      const resource = project.flow.cluster.ofDoc(doc)!
      return `${istioctlCode(problem)} ${resource.kind} ${resource.name}`
    }),
  )
}

const object = (group: string, kind: string, name: string, spec: string, namespace = 'default', more = ''): string =>
  `---\napiVersion: ${group}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: ${namespace}${more}}\nspec: {${spec}}\n`
const istio = (kind: string, name: string, spec: string, namespace = 'default', more = ''): string =>
  object('networking.istio.io/v1', kind, name, spec, namespace, more)
const security = (kind: string, name: string, spec: string, namespace = 'default', more = ''): string =>
  object('security.istio.io/v1', kind, name, spec, namespace, more)
const pod = (name: string, labels: string, more = '', spec = 'containers: [{name: c, image: i}]'): string =>
  object('v1', 'Pod', name, spec, 'default', `, labels: {${labels}}${more}`)
const proxied = 'containers: [{name: istio-proxy, image: p}]'
const service = (name: string, ports: string, selector = `app: ${name}`, namespace = 'default', more = ''): string =>
  object('v1', 'Service', name, `selector: {${selector}}, ports: [${ports}]`, namespace, more)
const namespace = (name: string, labels = ''): string =>
  `---\napiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}, labels: {${labels}}}\n`
const virtual = (name: string, spec: string, ns = 'default'): string => istio('VirtualService', name, spec, ns)
const gateway = (name: string, selector: string, port = 80, host = '*', tls = ''): string =>
  istio(
    'Gateway',
    name,
    `selector: {${selector}}, servers: [{port: {number: ${port}, name: p, protocol: HTTP}, hosts: ["${host}"]${tls}}]`,
  )
const deployment = (name: string, labels: string, spec = 'containers: [{name: c, image: i}]'): string =>
  object(
    'apps/v1',
    'Deployment',
    name,
    `selector: {matchLabels: {${labels}}}, template: {metadata: {labels: {${labels}}}, spec: {${spec}}}`,
  )
const route = (text: string): string => `http: [{route: [{destination: {${text}}}]}]`
const filter = (name: string, ...patches: string[]): string =>
  object(
    'networking.istio.io/v1alpha3',
    'EnvoyFilter',
    name,
    `configPatches: [${patches.map(patch => `{${patch}}`).join(', ')}]`,
  )
const patch = (to: string, operation: string, more = ''): string =>
  `applyTo: ${to}, patch: {operation: ${operation}, value: {name: f}}${more}`
const condition = (type: string, status: string, reason = 'r'): string =>
  `status:\n  conditions: [{type: ${type}, status: "${status}", reason: ${reason}, message: m}]\n`

type Row = readonly [why: string, yaml: string, want: readonly string[]]
const rows: Readonly<Record<string, readonly Row[]>> = {
  'authz.AuthorizationPoliciesAnalyzer': [
    [
      'pods without a sidecar',
      pod('a', 'app: a') + security('AuthorizationPolicy', 'p', ''),
      ['IST0127 AuthorizationPolicy p'],
    ],
    ['pods with one', pod('a', 'app: a', '', proxied) + security('AuthorizationPolicy', 'p', ''), []],
    [
      'labels that no pod has',
      pod('a', 'app: a', '', proxied) + security('AuthorizationPolicy', 'p', 'selector: {matchLabels: {app: b}}'),
      ['IST0127 AuthorizationPolicy p'],
    ],
    ['for the whole mesh', security('AuthorizationPolicy', 'p', '', 'istio-system'), []],
    [
      'ambient pods',
      pod('a', 'app: a', ', annotations: {ambient.istio.io/redirection: enabled}') +
        security('AuthorizationPolicy', 'p', ''),
      [],
    ],
    [
      'a namespace that is not there, one by a star that is',
      namespace('shop') +
        pod('a', '', '', proxied) +
        security('AuthorizationPolicy', 'p', 'rules: [{from: [{source: {namespaces: [shap, "sh*"]}}]}]'),
      ['IST0101 AuthorizationPolicy p'],
    ],
  ],
  'conditions.ConditionAnalyzer': [
    ['no', security('AuthorizationPolicy', 'p', '') + condition('A', 'False'), ['IST0171 AuthorizationPolicy p']],
    [
      'partly',
      security('AuthorizationPolicy', 'p', '') + condition('A', 'True', 'PartiallyInvalid'),
      ['IST0171 AuthorizationPolicy p'],
    ],
    ['no, of somebody else', service('s', '') + condition('argo.example/Synced', 'False'), []],
    ['no, of Istio', service('s', '') + condition('istio.io/WaypointBound', 'False'), ['IST0171 Service s']],
  ],
  'deployment.ApplicationUIDAnalyzer': [
    [
      'the sidecar’s user',
      deployment('d', 'app: d', 'containers: [{name: c, securityContext: {runAsUser: 1337}}]'),
      ['IST0144 Deployment d'],
    ],
    [
      'the sidecar itself',
      pod('a', '', '', 'containers: [{name: istio-proxy, securityContext: {runAsUser: 1337}}]'),
      [],
    ],
    ['the pod’s user', pod('a', '', '', 'securityContext: {runAsUser: 1337}'), ['IST0144 Pod a']],
  ],
  'deployment.ServiceAssociationAnalyzer': [
    [
      'two protocols on one port',
      deployment('d', 'app: d', proxied) +
        service('a', '{port: 80}', 'app: d') +
        service('b', '{port: 80, protocol: UDP}', 'app: d'),
      ['IST0116 Deployment d'],
    ],
    [
      'two ports to one target',
      deployment('d', 'app: d', proxied) +
        service('a', '{port: 80, targetPort: 8080}', 'app: d') +
        service('b', '{port: 81, targetPort: 8080}', 'app: d'),
      ['IST0137 Deployment d'],
    ],
    [
      'without a sidecar',
      deployment('d', 'app: d') +
        service('a', '{port: 80}', 'app: d') +
        service('b', '{port: 80, protocol: UDP}', 'app: d'),
      [],
    ],
  ],
  'deprecation.FieldAnalyzer': [
    ['an old share of delays', virtual('v', 'http: [{fault: {delay: {percent: 5}}}]'), ['IST0002 VirtualService v']],
    [
      'a proxy that is ignored',
      istio('Sidecar', 's', 'outboundTrafficPolicy: {egressProxy: {host: a}}'),
      ['IST0002 Sidecar s'],
    ],
  ],
  'destinationrule.CaCertificateAnalyzer': [
    [
      'nobody checks',
      istio('DestinationRule', 'd', 'host: a, trafficPolicy: {tls: {mode: SIMPLE}}'),
      ['IST0128 DestinationRule d'],
    ],
    [
      'a Secret for selected clients',
      istio(
        'DestinationRule',
        'd',
        'host: a, workloadSelector: {matchLabels: {a: b}}, trafficPolicy: {tls: {mode: SIMPLE, credentialName: c}}',
      ),
      [],
    ],
    [
      'on one port',
      istio(
        'DestinationRule',
        'd',
        'host: a, trafficPolicy: {portLevelSettings: [{port: {number: 1}, tls: {mode: MUTUAL}}]}',
      ),
      ['IST0129 DestinationRule d'],
    ],
  ],
  'destinationrule.PodNotSelectedAnalyzer': [
    ['no such host', istio('DestinationRule', 'd', 'host: a'), ['IST0174 DestinationRule d']],
    [
      'a subset of nothing',
      service('a', '{port: 80}') +
        pod('p', 'app: a, v: one') +
        istio(
          'DestinationRule',
          'd',
          'host: a, subsets: [{name: one, labels: {v: one}}, {name: two, labels: {v: two}}]',
        ),
      ['IST0173 DestinationRule d'],
    ],
    [
      'a subset by the zone of a node',
      service('a', '{port: 80}') +
        pod('p', 'app: a', '', 'nodeName: n') +
        '---\napiVersion: v1\nkind: Node\nmetadata: {name: n, labels: {topology.kubernetes.io/zone: z}}\n' +
        istio('DestinationRule', 'd', 'host: a, subsets: [{name: z, labels: {topology.kubernetes.io/zone: z}}]'),
      [],
    ],
  ],
  'envoyfilter.EnvoyPatchAnalyzer': [
    ['a place without a priority', filter('f', patch('HTTP_FILTER', 'INSERT_BEFORE')), ['IST0151 EnvoyFilter f']],
    ['replaced elsewhere', filter('f', patch('CLUSTER', 'REPLACE')), ['IST0152 EnvoyFilter f']],
    ['added to a route', filter('f', patch('HTTP_ROUTE', 'ADD')), ['IST0153 EnvoyFilter f']],
    ['removed from routes', filter('f', patch('ROUTE_CONFIGURATION', 'REMOVE')), ['IST0154 EnvoyFilter f']],
    [
      'after one for a version',
      filter(
        'f',
        patch('HTTP_FILTER', 'INSERT_FIRST', ', match: {proxy: {proxyVersion: "1.*"}}'),
        patch('HTTP_FILTER', 'INSERT_AFTER'),
      ),
      ['IST0155 EnvoyFilter f'],
    ],
    ['merged', filter('f', patch('CLUSTER', 'MERGE')), []],
  ],
  'gateway.CertificateAnalyzer': [
    [
      'one Secret in two',
      gateway('a', 'x: y', 443, '*', ', tls: {credentialName: c}') +
        gateway('b', 'x: y', 443, 'b.c', ', tls: {credentialName: c}'),
      ['IST0138 Gateway a', 'IST0138 Gateway b'],
    ],
    [
      'two Secrets',
      gateway('a', 'x: y', 443, '*', ', tls: {credentialName: c}') +
        gateway('b', 'x: y', 443, 'b.c', ', tls: {credentialName: d}'),
      [],
    ],
  ],
  'gateway.ConflictingGatewayAnalyzer': [
    [
      'one host on one port',
      gateway('a', 'x: y', 80, 'a.b') + gateway('b', 'x: y', 80, 'a.b'),
      ['IST0145 Gateway a', 'IST0145 Gateway b'],
    ],
    ['other ports', gateway('a', 'x: y', 80, 'a.b') + gateway('b', 'x: y', 81, 'a.b'), []],
    ['other proxies', gateway('a', 'x: y', 80, 'a.b') + gateway('b', 'x: z', 80, 'a.b'), []],
    [
      'a pod that both select',
      pod('p', 'x: y, z: w') + gateway('a', 'x: y', 80, 'a.b') + gateway('b', 'z: w', 80, 'a.b'),
      ['IST0145 Gateway a', 'IST0145 Gateway b'],
    ],
  ],
  'gateway.IngressGatewayPortAnalyzer': [
    ['no proxies', gateway('g', 'x: y'), ['IST0101 Gateway g']],
    [
      'no such port',
      pod('p', 'x: y') + service('s', '{port: 81}', 'x: y') + gateway('g', 'x: y'),
      ['IST0162 Gateway g'],
    ],
    [
      'the port behind the Service’s',
      pod('p', 'x: y') + service('s', '{port: 81, targetPort: 80}', 'x: y') + gateway('g', 'x: y'),
      [],
    ],
  ],
  'gateway.SecretAnalyzer': [
    [
      'no such Secret',
      pod('p', 'x: y') + gateway('g', 'x: y', 443, '*', ', tls: {credentialName: c}'),
      ['IST0101 Gateway g'],
    ],
    [
      'a Secret that holds none',
      `${pod('p', 'x: y')}---\napiVersion: v1\nkind: Secret\nmetadata: {name: c, namespace: default}\nstringData: {tls.crt: a, tls.key: b}\n${gateway('g', 'x: y', 443, '*', ', tls: {credentialName: c}')}`,
      ['IST0161 Gateway g'],
    ],
  ],
  'injection.Analyzer': [
    ['a namespace that says nothing', namespace('a'), ['IST0102 Namespace a']],
    ['one of Kubernetes', namespace('kube-system'), []],
    ['two masters', namespace('a', 'istio-injection: enabled, istio.io/rev: r'), ['IST0123 Namespace a']],
    ['switched off, whatever else', namespace('a', 'istio-injection: disabled, istio.io/rev: r'), []],
    [
      'a pod that misses its sidecar',
      namespace('default', 'istio-injection: enabled') + pod('p', ''),
      ['IST0103 Pod p'],
    ],
    [
      'a pod that wants none',
      namespace('default', 'istio-injection: enabled') + pod('p', 'sidecar.istio.io/inject: "false"'),
      [],
    ],
    [
      'an injector that takes all',
      `${namespace('a')}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio-sidecar-injector, namespace: istio-system}\ndata: {values: '{"sidecarInjectorWebhook":{"enableNamespacesByDefault":true}}'}\n`,
      ['IST0148 Namespace a'],
    ],
  ],
  'k8sgateway.SelectorAnalyzer': [
    [
      'pods of a gateway, by labels',
      pod('p', 'gateway.networking.k8s.io/gateway-name: g') +
        security('AuthorizationPolicy', 'p', 'selector: {matchLabels: {gateway.networking.k8s.io/gateway-name: g}}'),
      ['IST0166 AuthorizationPolicy p'],
    ],
    [
      'by reference as well',
      pod('p', 'gateway.networking.k8s.io/gateway-name: g') +
        security(
          'AuthorizationPolicy',
          'p',
          'selector: {matchLabels: {gateway.networking.k8s.io/gateway-name: g}}, targetRefs: []',
        ),
      [],
    ],
  ],
  'schema.ValidationAnalyzer.VirtualService': [
    [
      'a second catch-all',
      virtual('v', `hosts: [a.b], http: [{route: [{destination: {host: a}}]}, {route: [{destination: {host: b}}]}]`),
      ['IST0130 VirtualService v'],
    ],
    [
      'the same match, under another name',
      virtual(
        'v',
        `hosts: [a.b], http: [{match: [{name: x, uri: {exact: /a}}], route: [{destination: {host: a}}]}, {match: [{uri: {exact: /a}}], route: [{destination: {host: b}}]}]`,
      ),
      ['IST0131 VirtualService v', 'IST0130 VirtualService v'],
    ],
    [
      'a prefix within a prefix',
      virtual(
        'v',
        `hosts: [a.b], http: [{match: [{uri: {prefix: /a}}], route: [{destination: {host: a}}]}, {match: [{uri: {prefix: /ab}}], route: [{destination: {host: b}}]}]`,
      ),
      ['IST0131 VirtualService v'],
    ],
    ['refused', virtual('v', 'hosts: [a.b]'), ['IST0106 VirtualService v']],
  ],
  'service.PortNameAnalyzer': [
    ['no name', service('s', '{port: 80}'), ['IST0118 Service s']],
    ['a protocol first', service('s', '{port: 80, name: http-web}'), []],
    ['a port whose servers speak first', service('s', '{port: 3306}'), []],
    ['of Kubernetes', service('s', '{port: 80}', 'a: b', 'kube-system'), []],
    [
      'plain TCP of a name',
      object('v1', 'Service', 's', 'type: ExternalName, externalName: a.b, ports: [{port: 80, name: tcp}]'),
      ['IST0150 Service s'],
    ],
  ],
  'serviceentry.ConflictingServiceEntryProtocolAnalyzer': [
    [
      'two protocols',
      istio('ServiceEntry', 'a', 'hosts: [x.y], ports: [{number: 80, name: p, protocol: HTTP}]') +
        istio('ServiceEntry', 'b', 'hosts: [x.y], ports: [{number: 80, name: p, protocol: TCP}]', 'other'),
      ['IST0177 ServiceEntry a', 'IST0177 ServiceEntry b'],
    ],
    [
      'where neither sees the other',
      istio('ServiceEntry', 'a', 'exportTo: ["."], hosts: [x.y], ports: [{number: 80, name: p, protocol: HTTP}]') +
        istio(
          'ServiceEntry',
          'b',
          'exportTo: ["."], hosts: [x.y], ports: [{number: 80, name: p, protocol: TCP}]',
          'other',
        ),
      [],
    ],
  ],
  'serviceentry.ProtocolAddressesAnalyzer': [
    [
      'TCP without an address',
      istio('ServiceEntry', 'a', 'hosts: [x.y], ports: [{number: 80, name: p, protocol: TCP}]'),
      ['IST0134 ServiceEntry a'],
    ],
    [
      'with one',
      istio('ServiceEntry', 'a', 'addresses: [10.0.0.1], hosts: [x.y], ports: [{number: 80, name: p, protocol: TCP}]'),
      [],
    ],
  ],
  'sidecar.SelectorAnalyzer': [
    ['no such pods', istio('Sidecar', 's', 'workloadSelector: {labels: {a: b}}'), ['IST0101 Sidecar s']],
    [
      'two for one pod',
      pod('p', 'a: b, c: d') +
        istio('Sidecar', 's', 'workloadSelector: {labels: {a: b}}') +
        istio('Sidecar', 't', 'workloadSelector: {labels: {c: d}}'),
      ['IST0110 Sidecar s', 'IST0110 Sidecar t'],
    ],
    [
      'two for a namespace',
      istio('Sidecar', 's', '') + istio('Sidecar', 't', ''),
      ['IST0111 Sidecar s', 'IST0111 Sidecar t'],
    ],
    [
      'where no sidecars are',
      namespace('default', 'istio.io/dataplane-mode: ambient') + istio('Sidecar', 's', ''),
      ['IST0167 Sidecar s'],
    ],
  ],
  'virtualservice.ConflictingMeshGatewayHostsAnalyzer': [
    [
      'one host, written in two ways',
      virtual('a', 'hosts: [s]') + virtual('b', 'hosts: [s.default.svc.cluster.local]', 'other'),
      ['IST0109 VirtualService a', 'IST0109 VirtualService b'],
    ],
    ['one of them for a gateway', virtual('a', 'hosts: [s]') + virtual('b', 'hosts: [s], gateways: [g]'), []],
    [
      'where neither sees the other',
      virtual('a', 'hosts: [s.x], exportTo: ["."]') + virtual('b', 'hosts: [s.x], exportTo: ["."]', 'other'),
      [],
    ],
    [
      'one within the other, for some',
      virtual('a', 'hosts: ["*.s.x"], exportTo: ["."]') + virtual('b', 'hosts: ["*.x"]', 'other'),
      ['IST0109 VirtualService a', 'IST0109 VirtualService b'],
    ],
  ],
  'virtualservice.DestinationHostAnalyzer': [
    ['no such host', virtual('v', route('host: a')), ['IST0101 VirtualService v']],
    [
      'no such port',
      service('a', '{port: 80}') + virtual('v', route('host: a, port: {number: 81}')),
      ['IST0101 VirtualService v'],
    ],
    [
      'which port',
      service('a', '{port: 80, name: a}, {port: 81, name: b}') + virtual('v', route('host: a')),
      ['IST0112 VirtualService v'],
    ],
    [
      'not for this namespace',
      service('a', '{port: 80}', 'a: b', 'default', ', annotations: {networking.istio.io/exportTo: "."}') +
        virtual('v', route('host: a.default.svc.cluster.local'), 'other'),
      ['IST0101 VirtualService v'],
    ],
    ['within a wildcard', istio('ServiceEntry', 's', 'hosts: ["*.x.y"]') + virtual('v', route('host: a.x.y')), []],
    [
      'past the subsets of the mesh',
      service('a', '{port: 80}') +
        virtual('m', `hosts: [a], ${route('host: a, subset: one')}`) +
        virtual('v', `hosts: ["*"], gateways: [g], ${route('host: a')}`),
      ['IST0140 VirtualService v'],
    ],
  ],
  'virtualservice.DestinationRuleAnalyzer': [
    [
      'no such subset',
      istio('DestinationRule', 'd', 'host: a, subsets: [{name: one}]') + virtual('v', route('host: a, subset: two')),
      ['IST0101 VirtualService v'],
    ],
    [
      'by the full name',
      istio('DestinationRule', 'd', 'host: a.default.svc.cluster.local, subsets: [{name: two}]') +
        virtual('v', route('host: a, subset: two')),
      [],
    ],
  ],
  'virtualservice.GatewayAnalyzer': [
    [
      'no such gateway',
      virtual('v', 'hosts: [a.b], gateways: [g]'),
      ['IST0101 VirtualService v', 'IST0132 VirtualService v'],
    ],
    [
      'hosts that it does not serve',
      gateway('g', 'x: y', 80, 'c.d') + virtual('v', 'hosts: [a.b], gateways: [g]'),
      ['IST0132 VirtualService v'],
    ],
    [
      'hosts of one namespace only',
      gateway('g', 'x: y', 80, 'other/a.b') + virtual('v', 'hosts: [a.b], gateways: [g]'),
      ['IST0132 VirtualService v'],
    ],
    [
      'a Gateway of the Gateway API',
      object(
        'gateway.networking.k8s.io/v1',
        'Gateway',
        'g',
        'gatewayClassName: istio, listeners: [{name: l, port: 80, protocol: HTTP, hostname: a.b}]',
      ) + virtual('v', 'hosts: [a.b], gateways: [g]'),
      [],
    ],
  ],
  'virtualservice.JWTClaimRouteAnalyzer': [
    [
      'nobody checks tokens',
      pod('p', 'x: y') +
        gateway('g', 'x: y') +
        virtual(
          'v',
          'hosts: [a.b], gateways: [g], http: [{match: [{headers: {"@request.auth.claims.a": {exact: b}}}]}]',
        ),
      ['IST0149 VirtualService v'],
    ],
    [
      'tokens are checked',
      pod('p', 'x: y') +
        gateway('g', 'x: y') +
        security('RequestAuthentication', 'r', 'selector: {matchLabels: {x: y}}') +
        virtual(
          'v',
          'hosts: [a.b], gateways: [g], http: [{match: [{headers: {"@request.auth.claims.a": {exact: b}}}]}]',
        ),
      [],
    ],
  ],
}

test('every analyzer has rows, one of which finds something', () => {
  expect(Object.keys(rows).sort()).toEqual(Object.keys(analyzers).sort())
  for (const [name, list] of Object.entries(rows))
    expect(
      list.some(([, , want]) => want.length > 0),
      name,
    ).toBe(true)
})

describe.each(Object.entries(rows))('%s', (analyzer, list) => {
  test.each(list)('%s', (_why, yaml, want) => {
    expect(found(analyzer, yaml)).toEqual(want)
  })
})
