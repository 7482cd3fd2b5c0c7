import { describe, expect, test } from 'vitest'
import { ask, project as open, reasons, request, say } from '../../../../test/ask.ts'
import { type Token, trace } from '../../../flow/index.ts'
import { matchPathPattern, matchPattern } from './attributes.ts'
import { normalisePath } from './normalise-path.ts'

/** What proxies do with what they are given, however it came past admission. */
const project = (yaml: string, assume = 'istioAdmission: bypassed'): ReturnType<typeof open> => open(yaml, assume)

/** A namespace whose pods have sidecars, and in it the pods of a client and of a Service `b`. */
const mesh = `---
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {istio-injection: enabled}}
---
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: shop, labels: {app: a}}
spec: {serviceAccountName: a, containers: [{name: c, image: i}]}
status: {podIP: 10.1.0.1}
---
apiVersion: v1
kind: Pod
metadata: {name: plain, namespace: shop, labels: {app: plain, sidecar.istio.io/inject: "false"}}
spec: {serviceAccountName: plain, containers: [{name: c, image: i}]}
status: {podIP: 10.1.0.9}
---
apiVersion: v1
kind: Service
metadata: {name: b, namespace: shop}
spec:
  selector: {app: b}
  ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp, port: 90, targetPort: 9090}]
---
apiVersion: v1
kind: Pod
metadata: {name: b, namespace: shop, labels: {app: b}}
spec: {containers: [{name: c, image: i, ports: [{containerPort: 8080}, {containerPort: 9090}]}]}
status: {podIP: 10.1.0.2}
`

const peer = (name: string, spec: string, namespace = 'shop', created = ''): string => `---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: ${name}, namespace: ${namespace}${created === '' ? '' : `, creationTimestamp: "${created}"`}}
spec: ${spec}
`
const authz = (name: string, spec: string, namespace = 'shop', annotations = ''): string => `---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: ${name}, namespace: ${namespace}${annotations}}
spec: ${spec}
`
const toB = 'selector: {matchLabels: {app: b}}'

interface Row {
  readonly rule: string
  readonly why: string
  readonly yaml: string
  readonly from?: string
  readonly url?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly want: string
}

const rows: readonly Row[] = [
  { rule: 'IA-1', why: 'PERMISSIVE when nobody says anything', yaml: '', from: 'shop/plain', want: 'delivered b' },
  {
    rule: 'IA-1',
    why: 'the mesh, from the root namespace',
    yaml: peer('m', '{mtls: {mode: STRICT}}', 'istio-system'),
    from: 'shop/plain',
    want: 'failed - reset',
  },
  {
    rule: 'IA-1',
    why: 'the namespace before the mesh',
    yaml: peer('m', '{mtls: {mode: STRICT}}', 'istio-system') + peer('n', '{mtls: {mode: PERMISSIVE}}'),
    from: 'shop/plain',
    want: 'delivered b',
  },
  {
    rule: 'IA-1',
    why: 'the workload before the namespace',
    yaml: peer('n', '{mtls: {mode: PERMISSIVE}}') + peer('w', `{${toB}, mtls: {mode: STRICT}}`),
    from: 'shop/plain',
    want: 'failed - reset',
  },
  {
    rule: 'IA-1',
    why: 'the port before the workload, by container port',
    yaml: peer('w', `{${toB}, mtls: {mode: STRICT}, portLevelMtls: {8080: {mode: PERMISSIVE}}}`),
    from: 'shop/plain',
    want: 'delivered b',
  },
  {
    rule: 'IA-1',
    why: 'UNSET asks the next',
    yaml: peer('n', '{mtls: {mode: STRICT}}') + peer('w', `{${toB}, portLevelMtls: {8080: {mode: UNSET}}}`),
    from: 'shop/plain',
    want: 'failed - reset',
  },
  {
    rule: 'IA-1',
    why: 'of two for the namespace the oldest counts',
    yaml:
      peer('x', '{mtls: {mode: PERMISSIVE}}', 'shop', '2026-01-02T00:00:00Z') +
      peer('y', '{mtls: {mode: STRICT}}', 'shop', '2026-01-01T00:00:00Z'),
    from: 'shop/plain',
    want: 'failed - reset',
  },
  {
    rule: 'IA-1',
    why: 'a selector in the root namespace selects nothing',
    yaml: peer('m', `{${toB}, mtls: {mode: STRICT}}`, 'istio-system'),
    from: 'shop/plain',
    want: 'delivered b',
  },
  {
    rule: 'IA-2',
    why: 'STRICT takes mutual TLS',
    yaml: peer('n', '{mtls: {mode: STRICT}}'),
    want: 'delivered b',
  },
  {
    rule: 'IA-6',
    why: 'an empty policy allows nothing',
    yaml: authz('p', '{}'),
    want: 'refused by p',
  },
  { rule: 'IA-6', why: 'an empty rule allows everything', yaml: authz('p', '{rules: [{}]}'), want: 'delivered b' },
  { rule: 'IA-6', why: 'DENY without rules denies nothing', yaml: authz('p', '{action: DENY}'), want: 'delivered b' },
  {
    rule: 'IA-6',
    why: 'DENY comes before ALLOW',
    yaml:
      authz('allow', '{rules: [{}]}') +
      authz('deny', '{action: DENY, rules: [{to: [{operation: {paths: [/admin*]}}]}]}'),
    url: 'http://b.shop.svc.cluster.local/admin/x',
    want: 'refused by deny',
  },
  {
    rule: 'IA-6',
    why: 'one of several ALLOW policies is enough',
    yaml:
      authz('x', '{rules: [{to: [{operation: {methods: [POST]}}]}]}') +
      authz('y', '{rules: [{to: [{operation: {methods: [GET]}}]}]}'),
    want: 'delivered b',
  },
  {
    rule: 'IA-6',
    why: 'AUDIT and dry runs decide nothing',
    yaml:
      authz('x', '{action: AUDIT, rules: [{}]}') +
      authz('y', '{action: DENY, rules: [{}]}', 'shop', ', annotations: {istio.io/dry-run: "true"}'),
    want: 'delivered b',
  },
  {
    rule: 'IA-6',
    why: 'CUSTOM leaves it to somebody outside',
    yaml: authz('x', '{action: CUSTOM, provider: {name: opa}, rules: [{}]}'),
    want: 'unknown: external authorization: opa',
  },
  {
    rule: 'IA-4',
    why: 'the root namespace reaches everywhere, by labels too',
    yaml: authz('root', `{${toB}, action: DENY, rules: [{}]}`, 'istio-system'),
    want: 'refused by root',
  },
  {
    rule: 'IA-4',
    why: 'another namespace does not',
    yaml: authz('other', '{action: DENY, rules: [{}]}', 'elsewhere'),
    want: 'delivered b',
  },
  {
    rule: 'IA-4',
    why: 'targetRefs are not for sidecars',
    yaml: authz('g', '{targetRefs: [{kind: Gateway, group: gateway.networking.k8s.io, name: g}]}'),
    want: 'delivered b',
  },
  {
    rule: 'IA-9',
    why: 'a principal of the mesh',
    yaml: authz('p', '{rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/a]}}]}]}'),
    want: 'delivered b',
  },
  {
    rule: 'IA-9',
    why: 'without mutual TLS there is no principal',
    yaml: authz('p', '{rules: [{from: [{source: {principals: ["*"]}}]}]}'),
    from: 'shop/plain',
    want: 'refused by p',
  },
  {
    rule: 'IA-9',
    why: 'notPrincipals * in a DENY hits plain text',
    yaml: authz('p', '{action: DENY, rules: [{from: [{source: {notPrincipals: ["*"]}}]}]}'),
    from: 'shop/plain',
    want: 'refused by p',
  },
  {
    rule: 'IA-9',
    why: 'an account without a namespace is of the policy’s',
    yaml: authz('p', '{rules: [{from: [{source: {serviceAccounts: [a]}}]}]}'),
    want: 'delivered b',
  },
  {
    rule: 'IA-9',
    why: 'source and operation must both hold',
    yaml: authz('p', '{rules: [{from: [{source: {namespaces: [shop]}}], to: [{operation: {methods: [POST]}}]}]}'),
    want: 'refused by p',
  },
  {
    rule: 'IA-9',
    why: 'a negated field holds beside its opposite',
    yaml: authz('p', '{rules: [{to: [{operation: {paths: [/a*], notPaths: [/ab]}}]}]}'),
    url: 'http://b.shop.svc.cluster.local/ab',
    want: 'refused by p',
  },
  {
    rule: 'IA-9',
    why: 'hosts are compared with the port, and without case',
    yaml: authz('p', '{rules: [{to: [{operation: {hosts: [B.SHOP.svc.cluster.local]}}]}]}'),
    want: 'delivered b',
  },
  {
    rule: 'IA-9',
    why: 'an address of the peer',
    yaml: authz('p', '{rules: [{from: [{source: {ipBlocks: [10.1.0.0/24]}}]}]}'),
    want: 'delivered b',
  },
  {
    rule: 'IA-9',
    why: 'ports are the workload’s',
    yaml: authz('p', '{rules: [{to: [{operation: {ports: ["8080"]}}]}]}'),
    want: 'delivered b',
  },
  {
    rule: 'IA-9',
    why: 'a condition on a header',
    yaml: authz('p', '{rules: [{when: [{key: "request.headers[x-team]", values: [red]}]}]}'),
    headers: { 'X-Team': 'blue' },
    want: 'refused by p',
  },
  {
    rule: 'IA-9',
    why: 'a condition that is not simulated',
    yaml: authz('p', '{rules: [{when: [{key: experimental.x, values: [red]}]}]}'),
    want: 'unknown: authorization condition: experimental.x',
  },
  {
    rule: 'IA-7',
    why: 'below HTTP a rule that asks for HTTP grants nothing',
    yaml: authz('p', '{rules: [{to: [{operation: {methods: [GET], ports: ["9090"]}}]}]}'),
    url: 'tcp://b.shop.svc.cluster.local:90',
    want: 'refused by p',
  },
  {
    rule: 'IA-7',
    why: 'below HTTP a DENY rule denies more',
    yaml: authz('p', '{action: DENY, rules: [{to: [{operation: {methods: [GET], ports: ["9090"]}}]}]}'),
    url: 'tcp://b.shop.svc.cluster.local:90',
    want: 'refused by p',
  },
  {
    rule: 'IA-8',
    why: 'policies see the path as it is read',
    yaml: authz('p', '{action: DENY, rules: [{to: [{operation: {paths: [/admin]}}]}]}'),
    url: 'http://b.shop.svc.cluster.local/public/%2e%2e/admin',
    want: 'refused by p',
  },
]

test.each(rows)('[$rule] $why', ({ yaml, from = 'shop/a', url, method, headers, want }) => {
  const asked = {
    url: url ?? 'http://b.shop.svc.cluster.local/',
    from,
    method: method ?? 'GET',
    headers: headers ?? {},
  }
  expect(say(ask(project(mesh + yaml), asked))).toBe(want)
})

test('[IA-6] a refusal says which field failed, and what was there instead', () => {
  const yaml = authz('p', '{rules: [{to: [{operation: {methods: [POST]}}]}]}')
  const answer = ask(project(mesh + yaml), { url: 'http://b.shop.svc.cluster.local/', from: 'shop/a' })
  expect(answer.outcomes[0]?.verdict).toMatchObject({ kind: 'refused', status: 403 })
  expect(reasons(answer)).toContain('IA-9 authz.fieldFails')
})

test('[IA-3] a server that speaks first waits for ever behind a proxy that waits for the client', () => {
  const asked = request({ url: 'tcp://b.shop.svc.cluster.local:90', from: 'shop/plain' })
  const { flow } = project(mesh)
  const said = say(trace(flow, { ...asked, http: { ...asked.http!, serverFirst: true } }))
  expect(said).toBe('failed - timeout')
})

test('[IA-3] mutual TLS that nobody ends', () => {
  const yaml = `${peer('n', '{mtls: {mode: DISABLE}}')}---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: d, namespace: shop}
spec: {host: b, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}
`
  expect(say(ask(project(mesh + yaml), { url: 'http://b.shop.svc.cluster.local/', from: 'shop/a' }))).toMatch(/^failed/)
})

describe('tokens', () => {
  const rule = (more = ''): string => `---
apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata: {name: j, namespace: shop}
spec: {${toB}, jwtRules: [{issuer: me, jwks: "{}"${more}}]}
`
  const token = (claims: Token['claims'], more: Partial<Token> = {}): Token => ({
    in: 'header',
    name: 'authorization',
    prefix: 'Bearer ',
    claims,
    ...more,
  })
  const good = { iss: 'me', sub: 'sub-1', exp: 4_000_000_000, aud: ['x'], team: { lead: 'ann' } }
  const send = (yaml: string, tokens: readonly Token[], headers: Readonly<Record<string, string>> = {}) => {
    const asked = request({ url: 'http://b.shop.svc.cluster.local/', from: 'shop/a', headers })
    return trace(project(mesh + yaml).flow, { ...asked, http: { ...asked.http!, tokens } })
  }
  const status = (answer: ReturnType<typeof send>): string => {
    const { verdict } = answer.outcomes[0]!
    return verdict.kind === 'refused' ? `refused ${verdict.status}` : say(answer)
  }

  test.each([
    ['none is no fault', rule(), [], 'delivered b'],
    ['a valid one', rule(), [token(good)], 'delivered b'],
    ['of another issuer', rule(), [token({ ...good, iss: 'you' })], 'refused 401'],
    ['expired', rule(), [token({ ...good, exp: 1 })], 'refused 401'],
    ['no token at all', rule(), [token(null)], 'refused 401'],
    ['for another audience', rule(', audiences: [y]'), [token(good)], 'refused 403'],
    ['for one of the audiences', rule(', audiences: [y, x]'), [token(good)], 'delivered b'],
    ['where nobody looks', rule(', fromHeaders: [{name: x-jwt}]'), [token({ ...good, exp: 1 })], 'delivered b'],
    [
      'of two for one rule both must hold',
      rule(),
      [token(good), token({ ...good, exp: 1 }, { in: 'query', name: 'access_token' })],
      'refused 401',
    ],
    [
      'keys from outside the project',
      rule().replace('jwks: "{}"', 'jwksUri: https://idp.example.com/keys'),
      [token(good)],
      'unknown: keys of tokens at: https://idp.example.com/keys',
    ],
  ] as const)('[IA-5] %s', (_why, yaml, tokens, want) => {
    expect(status(send(yaml, tokens))).toBe(want)
  })

  test('[IA-5] a policy asks for the principal and claims of a verified token', () => {
    const asks = (when: string): string => rule() + authz('p', `{rules: [{when: [${when}]}]}`)
    const principal = '{key: request.auth.principal, values: [me/sub-1]}'
    const claim = '{key: "request.auth.claims[team][lead]", values: [ann]}'
    expect(status(send(asks(principal), [token(good)]))).toBe('delivered b')
    expect(status(send(asks(claim), [token(good)]))).toBe('delivered b')
    expect(status(send(asks(claim), []))).toBe('refused 403')
  })

  test('[IA-5] the token stays behind unless it is forwarded; claims become headers', () => {
    const headers = { Authorization: 'Bearer t' }
    expect(send(rule(), [token(good)], headers).outcomes[0]?.upstream?.headers).not.toHaveProperty('authorization')
    const kept = send(
      rule(', forwardOriginalToken: true, outputClaimToHeaders: [{header: x-sub, claim: sub}]'),
      [token(good)],
      headers,
    )
    expect(kept.outcomes[0]?.upstream?.headers).toMatchObject({ authorization: 'Bearer t', 'x-sub': 'sub-1' })
  })

  test.each([
    ['without a token', []],
    ['with one that does not say it', [token(good)]],
  ] as const)('[IA-10] a client cannot write the header that stands for a claim, %s', (_why, tokens) => {
    const makes = rule(', outputPayloadToHeader: x-all, outputClaimToHeaders: [{header: x-team, claim: none}]')
    const sent = send(makes, tokens, { 'x-team': 'forged', 'x-other': 'kept' })
    expect(sent.outcomes[0]?.upstream?.headers).not.toHaveProperty('x-team')
    expect(sent.outcomes[0]?.upstream?.headers).toMatchObject({ 'x-other': 'kept' })
    expect(sent.outcomes[0]?.upstream?.headers['x-all'] === undefined).toBe(tokens.length === 0)
  })
})

test.each([
  ['/a/../b', 'BASE', '/b'],
  ['/a//../b', 'BASE', '/a/b'],
  ['/a/%2E./b', 'BASE', '/b'],
  ['/a\\b', 'BASE', '/a/b'],
  ['/a%2fb', 'BASE', '/a%2fb'],
  ['/a/..', 'BASE', '/'],
  ['/../../a', 'BASE', '/a'],
  ['/%41', 'BASE', '/A'],
  ['/a//b', 'MERGE_SLASHES', '/a/b'],
  ['/a%2F%5cb', 'DECODE_AND_MERGE_SLASHES', '/a/b'],
  ['/a%2f..%2fb', 'DECODE_AND_MERGE_SLASHES', '/b'],
  ['/a/../b', 'NONE', '/a/../b'],
] as const)('[IA-8] %s by %s is %s', (path, how, want) => {
  expect(normalisePath(path, how)).toBe(want)
  // What was read once is read the same again.
  expect(normalisePath(normalisePath(path, how), how)).toBe(want)
})

test.each([
  ['*', 'x', true],
  ['*', '', false],
  ['a*', 'ab', true],
  ['*b', 'ab', true],
  ['a', 'ab', false],
  ['*', null, false],
] as const)('[IA-9] %s takes %s: %s', (pattern, text, want) => {
  expect(matchPattern(pattern, text)).toBe(want)
})

test.each([
  ['/a/{*}/c', '/a/b/c', true],
  ['/a/{*}/c', '/a/b/d/c', false],
  ['/a/{**}', '/a/b/c', true],
  ['/a/{**}', '/a', false],
  ['/s/{**}/cart', '/s//cart', true],
  ['/a.b/{*}', '/axb/c', false],
] as const)('[IA-9] template %s takes %s: %s', (pattern, path, want) => {
  expect(matchPathPattern(pattern, path)).toBe(want)
})
