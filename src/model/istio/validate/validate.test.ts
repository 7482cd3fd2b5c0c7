import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DocId } from '../../../text/index.ts'
import { words } from '../../../words.ts'
import { readPlain } from '../../../yaml/index.ts'
import { decode } from '../../decode.ts'
import { variablesClose } from './names.ts'

function codesOf(kind: string, spec: string, metadata = 'name: x'): string[] {
  const group = /Authentication|AuthorizationPolicy/.test(kind) ? 'security' : 'networking'
  const read = readPlain(`apiVersion: ${group}.istio.io/v1\nkind: ${kind}\nmetadata: {${metadata}}\nspec: {${spec}}\n`)
  if (!read.ok) throw new Error(read.message)
  const { problems } = decode('d' as DocId, read.value, () => null)
  for (const { code } of problems) expect(Object.hasOwn(words, code), `${code} has words`).toBe(true)
  return problems.map(({ code }) => code)
}

const http = (route: string): string => `hosts: [a.example], http: [{route: [{destination: {host: a}}], ${route}}]`
const only = (route: string): string => `hosts: [a.example], http: [{${route}}]`
const to = 'route: [{destination: {host: a}}]'
const policy = (text: string): string => `host: a, trafficPolicy: {${text}}`
const entry = (text: string, host = 'a.example'): string =>
  `hosts: ["${host}"], ports: [{number: 80, name: http, protocol: HTTP}], ${text}`
const server = (text: string, port = 'number: 80, name: http, protocol: HTTP'): string =>
  `servers: [{port: {${port}}, hosts: ["*"], ${text}}]`
const source = (text: string): string => `rules: [{from: [{source: {${text}}}]}]`
const when = (text: string): string => `rules: [{when: [{${text}}]}]`

describe.each<[string, readonly (readonly [why: string, spec: string, want: readonly string[]])[]]>([
  [
    'VirtualService',
    [
      ['a plain one', http(''), []],
      ['no routes at all', 'hosts: [a.example]', ['IST0106.oneOf']],
      ['the star for the mesh', `hosts: ["*"], http: [{${to}}]`, ['IST0106.notHere']],
      ['the star for a gateway', `hosts: ["*"], gateways: [g], http: [{${to}}]`, []],
      ['an address as a host', `hosts: [10.0.0.1], http: [{${to}}]`, []],
      ['a host with an underscore', `hosts: [a_b], http: [{${to}}]`, ['IST0106.host']],
      ['a host within another', `hosts: ["*.a.example", "b.a.example"], http: [{${to}}]`, ['IST0106.covered']],
      ['a gateway by its old name', `hosts: [a], gateways: [g.ns], http: [{${to}}]`, ['IST0133.legacyGateway']],
      ['a gateway by a star', `hosts: [a], gateways: ["*/g"], http: [{${to}}]`, ['IST0106.dnsLabel']],
      ['a delegate with gateways', `gateways: [g], http: [{${to}}]`, ['IST0106.needs']],
      ['nothing to do', only('match: [{uri: {prefix: /}}]'), ['IST0106.oneOf']],
      ['a redirect and a route', http('redirect: {uri: /b}'), ['IST0106.together']],
      ['a redirect that says nothing', only('redirect: {redirectCode: 301}'), ['IST0106.oneOf']],
      ['a redirect with 404', only('redirect: {uri: /b, redirectCode: 404}'), ['IST0106.outside']],
      [
        'a prefix rewritten where a whole path was matched',
        only('match: [{uri: {exact: /a}}], redirect: {prefixRewrite: /b}'),
        ['IST0106.notWith'],
      ],
      ['a root that routes as well', http('delegate: {name: d}'), ['IST0106.together']],
      ['a look-ahead', http('match: [{uri: {regex: "(?=a)"}}]'), ['IST0106.regex']],
      ['an empty prefix of the path', http('match: [{uri: {prefix: ""}}]'), []],
      ['an empty prefix of the method', http('match: [{method: {prefix: ""}}]'), ['IST0106.empty']],
      ['a header that is there', http('match: [{withoutHeaders: {x: {regex: "*"}}}]'), []],
      [
        'a claim without a gateway',
        http('match: [{headers: {"@request.auth.claims.a": {exact: b}}}]'),
        ['IST0106.notHere'],
      ],
      ['no name for a header', http('headers: {request: {set: {"": a}}}'), ['IST0106.header']],
      ['the authority of a request', http('headers: {request: {set: {":authority": b}}}'), []],
      [
        'the authority twice',
        http('rewrite: {authority: b}, headers: {request: {set: {Host: c}}}'),
        ['IST0106.together'],
      ],
      ['the path of a response', http('headers: {response: {set: {":path": b}}}'), ['IST0106.proxyHeader']],
      ['an open variable', http('headers: {request: {set: {x: "%START_TIME"}}}'), ['IST0106.headerValue']],
      [
        'weights of nothing',
        only('route: [{destination: {host: a}, weight: 0}, {destination: {host: b}, weight: 0}]'),
        ['IST0106.zeroWeights'],
      ],
      ['a fault that is none', http('fault: {}'), ['IST0106.oneOf']],
      ['a rare fault', http('fault: {abort: {httpStatus: 500, percentage: {value: 0.00001}}}'), ['IST0106.outside']],
      ['an abort without a status', http('fault: {abort: {percentage: {value: 5}}}'), ['IST0133.abortWithoutType']],
      ['retries that are off', http('retries: {attempts: 0, retryOn: 5xx}'), ['IST0106.needs']],
      ['retries on a word', http('retries: {attempts: 1, retryOn: "5xx,sometimes"}'), ['IST0106.word']],
      ['retries on a status', http('retries: {attempts: 1, retryOn: "503,5xx"}'), []],
      ['the method, as HTTP/2 has it', http('match: [{headers: {":method": {exact: GET}}}]'), []],
      ['a header in HTTP’s own letters', http('match: [{headers: {"a!b~c": {exact: d}}}]'), []],
      ['no timeout', http('timeout: 0s'), []],
      ['half a millisecond', http('timeout: 0.0005s'), ['IST0106.duration']],
      ['a maximum age in milliseconds', http('corsPolicy: {maxAge: 1500ms}'), ['IST0106.wholeSeconds']],
      ['a method of its own', http('corsPolicy: {allowMethods: [SEND]}'), ['IST0106.word']],
      ['mirrors twice over', http('mirror: {host: b}, mirrors: [{destination: {host: c}}]'), ['IST0106.together']],
      ['an old percentage', http('mirror: {host: b}, mirrorPercent: 50'), ['IST0133.deprecated']],
      [
        'an SNI that the hosts do not have',
        'hosts: [a.example], tls: [{match: [{sniHosts: [b.example]}], route: [{destination: {host: a}}]}]',
        ['IST0106.notSubset'],
      ],
      ['exported to all and some', `${http('')}, exportTo: ["*", b]`, ['IST0106.notWith']],
    ],
  ],
  [
    'DestinationRule',
    [
      ['a plain one', policy('loadBalancer: {simple: RANDOM}'), []],
      ['a policy of nothing', policy(''), ['IST0106.oneOf']],
      ['a subset twice', 'host: a, subsets: [{name: v1}, {name: v1}]', ['IST0106.twice']],
      ['a subset with a dot', 'host: a, subsets: [{name: v1.0}]', ['IST0106.dnsLabel']],
      ['a label with a space', 'host: a, subsets: [{name: v1, labels: {a: "b c"}}]', ['IST0106.labelValue']],
      ['a pool of nothing', policy('connectionPool: {}'), ['IST0106.oneOf']],
      ['fewer than no connections', policy('connectionPool: {tcp: {maxConnections: -1}}'), ['model.outOfRange']],
      ['idle for ever', policy('connectionPool: {tcp: {idleTimeout: 0s}}'), []],
      [
        'pings without an answer',
        policy('connectionPool: {http: {http2KeepAlive: {interval: 5s}}}'),
        ['model.required'],
      ],
      [
        'an upgrade of what the client speaks',
        policy('connectionPool: {http: {h2UpgradePolicy: UPGRADE, useClientProtocol: true}}'),
        ['IST0106.notWith'],
      ],
      ['an old threshold', policy('outlierDetection: {consecutiveErrors: 3}'), ['IST0133.deprecated']],
      ['a share above all', policy('outlierDetection: {maxEjectionPercent: 101}'), ['IST0106.outside']],
      [
        'own errors that nobody counts',
        policy('outlierDetection: {consecutiveLocalOriginFailures: 3}'),
        ['IST0106.needs'],
      ],
      [
        'a cookie without a name',
        policy('loadBalancer: {consistentHash: {httpCookie: {ttl: 0s}}}'),
        ['model.required'],
      ],
      [
        'a table that is not prime',
        policy('loadBalancer: {consistentHash: {maglev: {tableSize: 1000}}}'),
        ['IST0106.prime'],
      ],
      [
        'shares that do not add up',
        policy('loadBalancer: {localityLbSetting: {distribute: [{from: a, to: {b: 50}}]}}'),
        ['IST0106.localityWeights'],
      ],
      [
        'failover that nothing starts',
        policy('loadBalancer: {localityLbSetting: {failover: [{from: a, to: b}]}}'),
        ['IST0133.failoverWithoutOutlier'],
      ],
      [
        'failover to the same region',
        policy('outlierDetection: {interval: 1s}, loadBalancer: {localityLbSetting: {failover: [{from: a, to: a}]}}'),
        ['IST0106.failover'],
      ],
      ['mutual TLS without a certificate', policy('tls: {mode: MUTUAL}'), ['model.required', 'model.required']],
      [
        'a Secret and a file',
        policy('tls: {mode: SIMPLE, credentialName: s, caCertificates: /c}'),
        ['IST0106.together'],
      ],
      ['a port that says nothing', policy('portLevelSettings: [{port: {number: 80}}]'), ['IST0106.oneOf']],
      [
        'selected, and exported further',
        `${policy('tls: {mode: DISABLE}')}, workloadSelector: {matchLabels: {a: b}}, exportTo: ["*"]`,
        ['IST0106.notHere'],
      ],
    ],
  ],
  [
    'ServiceEntry',
    [
      ['a plain one', entry('resolution: DNS'), []],
      ['no hosts', 'ports: [{number: 80, name: http, protocol: HTTP}], resolution: DNS', ['model.required']],
      ['everything', entry('', '*'), ['IST0106.host']],
      ['a wildcard to be resolved', entry('resolution: DNS', '*.a.example'), ['IST0106.fullHost']],
      ['a wildcard resolved as it is asked for', entry('resolution: DYNAMIC_DNS', '*.a.example'), []],
      ['a name resolved as it is asked for', entry('resolution: DYNAMIC_DNS'), ['IST0106.notWith']],
      ['endpoints of nothing', entry('endpoints: [{address: 10.0.0.1}]'), ['IST0106.notWith']],
      ['a name among addresses', entry('resolution: STATIC, endpoints: [{address: b.example}]'), ['IST0106.address']],
      ['a range to be resolved', entry('resolution: DNS, addresses: [10.0.0.0/8]'), ['IST0106.notWith']],
      [
        'a port that nobody has',
        entry('resolution: STATIC, endpoints: [{address: 10.0.0.1, ports: {b: 80}}]'),
        ['IST0106.notSubset'],
      ],
      ['a socket', entry('resolution: STATIC, endpoints: [{address: "unix:///a/b"}]'), []],
      [
        'a socket from nowhere',
        entry('resolution: STATIC, endpoints: [{address: "unix://a"}]'),
        ['IST0106.socketPath'],
      ],
      ['a selector without labels', entry('resolution: STATIC, workloadSelector: {}'), ['IST0133.noLabels']],
      [
        'one port twice',
        'hosts: [a.b], resolution: DNS, ports: [{number: 1, name: x, protocol: HTTP}, {number: 1, name: y, protocol: HTTP}]',
        ['IST0106.twice'],
      ],
      [
        'TCP without an address',
        'hosts: [a.b], ports: [{number: 1, name: x, protocol: TCP}]',
        ['IST0133.addressesNeeded'],
      ],
    ],
  ],
  [
    'Gateway',
    [
      ['a plain one', server(''), []],
      ['no servers', 'selector: {a: b}', ['model.required']],
      [
        'a short name',
        'servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [a]}]',
        ['IST0106.shortHost'],
      ],
      [
        'half a wildcard',
        'servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*a.b"]}]',
        ['IST0106.partialWildcard'],
      ],
      ['a protocol of its own', server('', 'number: 80, name: x, protocol: SPDY'), ['IST0106.word']],
      ['TLS for plain HTTP', server('tls: {mode: SIMPLE, credentialName: c}'), ['IST0106.notWith']],
      ['a redirect for plain HTTP', server('tls: {httpsRedirect: true}'), []],
      ['HTTPS without TLS', server('', 'number: 443, name: s, protocol: HTTPS'), ['model.required']],
      [
        'a certificate from nowhere',
        server('tls: {mode: SIMPLE}', 'number: 443, name: s, protocol: HTTPS'),
        ['model.required', 'model.required'],
      ],
      [
        'a certificate that nobody uses',
        server('tls: {mode: PASSTHROUGH, credentialName: c}', 'number: 443, name: s, protocol: TLS'),
        ['IST0133.noEffect'],
      ],
      [
        'an unknown cipher',
        server(
          'tls: {mode: SIMPLE, credentialName: c, cipherSuites: [ROT13]}',
          'number: 443, name: s, protocol: HTTPS',
        ),
        ['IST0133.ciphers'],
      ],
    ],
  ],
  [
    'Sidecar',
    [
      ['a plain one', 'egress: [{hosts: ["./*"]}]', []],
      ['nothing', '', ['IST0106.oneOf']],
      ['a host without a namespace', 'egress: [{hosts: [a.b]}]', ['IST0106.namespacedHost']],
      ['one host twice', 'egress: [{hosts: ["./*", "./a.b"]}]', ['IST0133.duplicateHost']],
      [
        'the rest first',
        'egress: [{hosts: ["./*"]}, {port: {number: 80, protocol: HTTP}, hosts: ["./*"]}]',
        ['IST0106.lastListener'],
      ],
      [
        'somebody else’s port',
        'ingress: [{port: {number: 80, protocol: HTTP}, defaultEndpoint: "10.0.0.1:80"}]',
        ['IST0106.loopback'],
      ],
      [
        'one port twice',
        'ingress: [{port: {number: 80, protocol: HTTP}}, {port: {number: 80, protocol: HTTP}}]',
        ['IST0106.twice'],
      ],
    ],
  ],
  [
    'PeerAuthentication',
    [
      ['a plain one', 'mtls: {mode: STRICT}', []],
      ['ports of everybody', 'portLevelMtls: {"80": {mode: STRICT}}', ['IST0106.needs']],
      ['no ports', 'selector: {matchLabels: {a: b}}, portLevelMtls: {}', ['IST0106.empty']],
    ],
  ],
  [
    'RequestAuthentication',
    [
      ['a plain one', 'jwtRules: [{issuer: a, jwksUri: "https://a.example/keys"}]', []],
      ['neither issuer nor keys', 'jwtRules: [{}]', ['model.required']],
      ['keys of any issuer', 'jwtRules: [{jwksUri: "https://a.example/keys"}]', []],
      ['keys from a file', 'jwtRules: [{issuer: a, jwksUri: "file:///keys"}]', ['IST0106.url']],
      ['keys that are none', 'jwtRules: [{issuer: a, jwks: abc}]', ['IST0106.keys']],
      ['a private key', `jwtRules: [{issuer: a, jwks: '{"keys":[{"kty":"RSA","d":"x"}]}'}]`, ['IST0133.privateKey']],
      [
        'labels and a target',
        'selector: {matchLabels: {a: b}}, targetRefs: [{kind: Service, name: s}]',
        ['IST0106.together'],
      ],
      ['a target of another kind', 'targetRefs: [{kind: Pod, name: p}]', ['IST0106.word']],
    ],
  ],
  [
    'AuthorizationPolicy',
    [
      ['a plain one', source('principals: ["*"]'), []],
      ['nothing is asked', source(''), ['IST0106.empty']],
      ['an empty value', source('namespaces: [""]'), ['IST0106.empty']],
      ['no address', source('ipBlocks: [a]'), ['IST0106.range']],
      ['accounts and namespaces', source('serviceAccounts: [a], namespaces: [b]'), ['IST0106.together']],
      ['a refusal that never comes', 'action: DENY', ['IST0106.neverTriggered']],
      [
        'a refusal of more than it says',
        `action: DENY, rules: [{to: [{operation: {methods: [GET]}}]}]`,
        ['IST0133.denyTcp'],
      ],
      ['a refusal on a port', `action: DENY, rules: [{to: [{operation: {methods: [GET], ports: ["80"]}}]}]`, []],
      ['somebody asked who is not named', 'action: CUSTOM, rules: [{}]', ['model.required']],
      [
        'an identity before anybody is asked',
        'action: CUSTOM, provider: {name: p}, rules: [{from: [{source: {principals: [a]}}]}]',
        ['IST0106.notWith'],
      ],
      ['a provider for nothing', 'provider: {name: p}, rules: [{}]', ['IST0106.notWith']],
      ['an unknown attribute', when('key: a, values: [b]'), ['IST0106.attribute']],
      ['a condition without values', when('key: source.ip'), ['IST0106.oneOf']],
      ['a template with a name', 'rules: [{to: [{operation: {paths: ["/{*}/{a}"]}}]}]', ['IST0106.pathTemplate']],
      ['a port that is none', 'rules: [{to: [{operation: {ports: ["70000"]}}]}]', ['IST0106.outside']],
    ],
  ],
])('%s', (kind, rows) => {
  test.each(rows)('%s', (_why, spec, want) => {
    expect(codesOf(kind, spec)).toEqual(want)
  })
})

test.each([
  ['RequestAuthentication', '', 'name: x, annotations: {istio.io/dry-run: "true"}', ['IST0106.notHere']],
  ['AuthorizationPolicy', 'rules: [{}]', 'name: x, annotations: {istio.io/dry-run: "true"}', []],
  ['AuthorizationPolicy', 'rules: [{}]', 'name: x, annotations: {istio.io/dry-run: perhaps}', ['IST0106.word']],
  ['Gateway', server(''), 'name: a.b', ['IST0106.dnsLabel']],
])('%s tried out or named with %s %s', (kind, spec, metadata, want) => {
  expect(codesOf(kind, spec, metadata)).toEqual(want)
})

test.each([
  ['', true],
  ['plain', true],
  ['100%%', true],
  ['%HOSTNAME%', true],
  ['a %REQ(x)% b', true],
  ['%PER(["a", "b\\"c"])%', true],
  ['%', false],
  ['abc%123', false],
  ['%START_TIME%%', false],
  ['%REQ(x%', false],
  ['%PER([a])%', false],
])('variables of a header’s value: %s', (value, want) => {
  expect(variablesClose(value)).toBe(want)
})

test('no object of Istio throws, whatever its fields hold', () => {
  const leaf = fc.oneof(
    fc.constantFrom(null, '', '*', 'a', 'a.b', '10.0.0.1', '1s', '%', '(', -1, 0, 1.5, 99999, true),
    fc.string({ maxLength: 6 }),
  )
  const keys = fc.constantFrom(
    ...'hosts http tls tcp route match uri prefix regex headers request set destination host port number subset weight fault abort delay percentage value retries attempts retryOn mirror mirrors redirect rewrite corsPolicy servers hosts protocol name trafficPolicy loadBalancer consistentHash maglev localityLbSetting distribute to subsets labels egress ingress rules from source ipBlocks when key values jwtRules selector matchLabels endpoints address ports resolution exportTo'.split(
      ' ',
    ),
  )
  const { tree } = fc.letrec(tie => ({
    tree: fc.oneof(
      { maxDepth: 7, depthSize: 'large' },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(keys, tie('tree'), { maxKeys: 4 }),
    ),
  }))
  const kinds = [
    'VirtualService',
    'DestinationRule',
    'ServiceEntry',
    'Gateway',
    'Sidecar',
    'WorkloadGroup',
    'WorkloadEntry',
  ]
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.dictionary(keys, tree, { maxKeys: 5 }), (kind, spec) => {
      const value = JSON.parse(
        JSON.stringify({ apiVersion: 'networking.istio.io/v1', kind, metadata: { name: 'x' }, spec }),
      )
      const { problems } = decode('d' as DocId, value, () => null)
      for (const { code, at } of problems) {
        expect(Object.hasOwn(words, code)).toBe(true)
        expect(at.doc).toBe('d')
      }
    }),
    { numRuns: 300 },
  )
})
