import { describe, expect, test } from 'vitest'
import { app, ask, project, reasons, say } from '../../test/ask.ts'

const client = '---\napiVersion: v1\nkind: Pod\nmetadata: {name: client}\nspec: {containers: [{name: c, image: i}]}\n'
const service = (spec: string): string => `---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: ${spec}\n`
const pod = (name: string, more = '', status = ''): string =>
  `---\napiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, labels: {app: web}}\nspec: {containers: [{name: c, image: i${more}}]}\n${status}`

const rows: readonly { rule: string; why: string; yaml: string; url?: string; want: string; because?: string }[] = [
  {
    rule: 'SV-1',
    why: 'a selector takes pods that have all its labels',
    yaml: service('{selector: {app: web, tier: front}, ports: [{port: 80}]}') + pod('web-0'),
    want: 'failed 503 no endpoint',
  },
  {
    rule: 'SV-1',
    why: 'without a selector the slices say',
    yaml: `${service('{ports: [{name: http, port: 80}]}')}---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: s, labels: {kubernetes.io/service-name: web}}\naddressType: IPv4\nports: [{name: http, port: 8080}]\nendpoints: [{addresses: [10.1.1.1]}]\n`,
    want: 'delivered web',
  },
  {
    rule: 'SV-2',
    why: 'a pod that is not ready takes nothing',
    yaml:
      service('{selector: {app: web}, ports: [{port: 80}]}') +
      pod('web-0', '', 'status: {conditions: [{type: Ready, status: "False"}]}\n'),
    want: 'failed 503 no endpoint',
    because: 'SV-2 service.notReady',
  },
  {
    rule: 'SV-2',
    why: 'unless it is to be published all the same',
    yaml:
      service('{selector: {app: web}, publishNotReadyAddresses: true, ports: [{port: 80}]}') +
      pod('web-0', '', 'status: {conditions: [{type: Ready, status: "False"}]}\n'),
    want: 'delivered web',
  },
  {
    rule: 'SV-2',
    why: 'a finished pod never',
    yaml:
      service('{selector: {app: web}, publishNotReadyAddresses: true, ports: [{port: 80}]}') +
      pod('web-0', '', 'status: {phase: Succeeded}\n'),
    want: 'failed 503 no endpoint',
  },
  {
    rule: 'SV-2',
    why: 'a workload without replicas gives none',
    yaml: app('web').replace('replicas: 2', 'replicas: 0'),
    want: 'failed 503 no endpoint',
  },
  {
    rule: 'SV-3',
    why: 'a named target port is each pod’s own',
    yaml:
      service('{selector: {app: web}, ports: [{port: 80, targetPort: web}]}') +
      pod('web-0', ', ports: [{name: web, containerPort: 8080}]'),
    want: 'delivered web',
  },
  {
    rule: 'SV-3',
    why: 'a pod without it gives no endpoint',
    yaml: service('{selector: {app: web}, ports: [{port: 80, targetPort: web}]}') + pod('web-0'),
    want: 'failed 503 no endpoint',
    because: 'SV-3 service.targetPortMissing',
  },
  {
    rule: 'SV-4',
    why: 'a port that the Service has not',
    yaml: app('web'),
    url: 'http://web:81/',
    want: 'failed - no listener',
    because: 'SV-4 service.noSuchPort',
  },
  {
    rule: 'SV-4',
    why: 'what an ExternalName stands for may answer on any port',
    yaml: service('{type: ExternalName, externalName: api.example.com, ports: [{port: 80}]}'),
    url: 'http://web:81/',
    want: 'unknown: ExternalName Service',
  },
  {
    rule: 'SV-5',
    why: 'the pods of a headless Service are dialled at the port asked for',
    yaml:
      service('{clusterIP: None, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}') +
      pod('web-0', ', ports: [{containerPort: 8080}]'),
    url: 'http://web:8080/',
    want: 'delivered web',
    because: 'SV-5 service.headless',
  },
  {
    rule: 'SV-5',
    why: 'and its targetPort is not applied',
    yaml:
      service('{clusterIP: None, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}') +
      pod('web-0', ', ports: [{containerPort: 8080}]'),
    want: 'unknown: port of a headless Service that its pods do not declare: 80',
  },
]

test.each([
  ['203.0.113.0/24', 'delivered web'],
  ['192.0.2.0/24', 'failed - dropped'],
])('[SV-6] a load balancer lets %s in', (range, want) => {
  const yaml = service(
    `{type: LoadBalancer, loadBalancerSourceRanges: ["${range}"], selector: {app: web}, ports: [{port: 80}]}`,
  )
  const derivations = project(client + yaml + pod('web-0'), 'clientIp: 203.0.113.9')
  expect(say(ask(derivations, { url: 'http://web.example.com/' }))).toBe(want)
  expect(say(ask(derivations, { url: 'http://web/', from: 'default/client' }))).toBe('delivered web')
})

describe('rows', () => {
  test.each(rows)('[$rule] $why', row => {
    const answer = ask(project(client + row.yaml), { url: row.url ?? 'http://web/', from: 'default/client' })
    expect(say(answer)).toBe(row.want)
    if (row.because !== undefined) expect(reasons(answer)).toContain(row.because)
  })
})

test.each(['web', 'web.default', 'web.default.svc', 'web.default.svc.cluster.local'])('cluster DNS knows %s', name => {
  expect(say(ask(project(client + app('web')), { url: `http://${name}/`, from: 'default/client' }))).toBe(
    'delivered web',
  )
})
