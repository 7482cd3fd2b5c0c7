import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { suiteFeatures } from '../src/apis/gateway/index.ts'
import { notSimulated } from '../src/cli/test/grammar.ts'
import { analyzers } from '../src/diagnose/index.ts'
import { kinds } from '../src/model/index.ts'
import { features } from '../src/report/index.ts'

const page = resolve(import.meta.dirname, '../docs/COVERAGE.md')

/** Kinds whose rules decide answers; the others are drawn with their references, or listed. */
const simulated = new Set([
  'Namespace',
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
  'Service',
  'Endpoints',
  'EndpointSlice',
  'Secret',
  'Ingress',
  'IngressClass',
  'NetworkPolicy',
  'GatewayClass',
  'gateway.networking.k8s.io Gateway',
  'HTTPRoute',
  'ReferenceGrant',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
  'UDPRoute',
  'ListenerSet',
  'BackendTLSPolicy',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'ClusterNetworkPolicy',
  'UserDefinedNetwork',
  'ClusterUserDefinedNetwork',
  'ConfigMap',
  'Node',
  'networking.istio.io Gateway',
  'VirtualService',
  'IstioOperator',
  'DestinationRule',
  'ServiceEntry',
  'Sidecar',
  'WorkloadEntry',
  'WorkloadGroup',
  'PeerAuthentication',
  'RequestAuthentication',
  'AuthorizationPolicy',
])

/** Kinds that only have a status. */
const stated = new Set(['XBackend', 'XBackendTrafficPolicy'])

function write(): string {
  const kindRows = kinds.map(({ group, kind, versions }) => {
    const isSimulated = simulated.has(kind) || simulated.has(`${group} ${kind}`)
    return `| ${kind} | ${group === '' ? 'core' : group} | ${versions.join(', ')} | ${isSimulated ? 'simulated' : stated.has(kind) ? 'its status only' : 'drawn with its references'} |`
  })
  const featureRows = Object.values(features).map(name => `| ${name.endsWith(':') ? `${name} …` : name} |`)
  const suiteRows = suiteFeatures.map(({ name, state, rules, unknown, note }) => {
    const said = [note ?? '', ...(unknown ?? []).map(key => `unknown: ${features[key].replace(/:$/, '')}`)].filter(
      text => text !== '',
    )
    return `| ${name} | ${state} | ${rules.join(', ')} | ${said.join('; ')} |`
  })
  const testRows = Object.entries(notSimulated).map(([key, what]) => `| \`${key}\` | ${what} |`)
  return `# What is simulated, and what is not

Generated from the engine's own tables by \`PORTOLAN_UPDATE=1 npx vitest run --project unit test/coverage.test.ts\`.

## Kinds

Other kinds are kept, listed and never touched.

| kind | group | versions | |
|---|---|---|---|
${kindRows.join('\n')}

## Features of Gateway API's conformance suite

Rules stand in \`src/apis/gateway/SPEC.md\`.

| feature | | rules | |
|---|---|---|---|
${suiteRows.join('\n')}

## Analyzers of \`istioctl analyze\`

\`portolan lint\` says what they find under istioctl's own codes (\`IST…\`); \`--istioctl\` reads the manifests as the whole cluster, as
istioctl does. What Istio's admission says (\`schema.ValidationAnalyzer.*\`) comes with every object of Istio that is read.

| analyzer |
|---|
${Object.keys(analyzers)
  .map(name => `| ${name} |`)
  .join('\n')}

## Names that an answer \`unknown\` may carry

What is not simulated is never guessed: the share of requests that hangs on it is answered \`unknown\`, with one of these names.

| name |
|---|
${featureRows.join('\n')}

## Rows of traffic tests that are reported as \`unsupported\`

| key | what it asks for |
|---|---|
${testRows.join('\n')}
`
}

test('docs/COVERAGE.md says what the engine says', () => {
  const made = write()
  if (process.env.PORTOLAN_UPDATE === '1') writeFileSync(page, made)
  expect(existsSync(page) ? readFileSync(page, 'utf8') : '').toBe(made)
})
