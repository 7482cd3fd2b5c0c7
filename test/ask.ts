import { type Assumptions, decodeAssumptions } from '../src/cluster/index.ts'
import { type Answer, type Outcome, type TrafficRequest, trace } from '../src/flow/index.ts'
import type { Step } from '../src/report/index.ts'
import type { FileId } from '../src/text/index.ts'
import { Derivations, Sources } from '../src/workspace/index.ts'
import { readPlain } from '../src/yaml/index.ts'

/** A project from YAML text, through the same rooms as in the page. */
export function project(yaml: string, assume = ''): Derivations {
  const sources = new Sources()
  const derivations = new Derivations(sources)
  derivations.assume(readAssume(assume))
  derivations.update(sources.open({ id: 'f' as FileId, name: 'test.yaml', text: yaml, enabled: true }))
  return derivations
}

export function readAssume(text: string): Assumptions {
  const read = readPlain(text)
  return decodeAssumptions(read.ok ? read.value : undefined)
}

export interface Asked {
  readonly url: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** `Kind ns/name`. */
  readonly to?: string
  /** `ns/name` of a pod. */
  readonly from?: string
}

export function request(asked: Asked): TrafficRequest {
  const to = /^(\S+) ([^/]+)\/(\S+)$/.exec(asked.to ?? '')
  const from = asked.from?.split('/')
  return {
    from: from === undefined ? { kind: 'external', ip: null } : { kind: 'pod', namespace: from[0]!, name: from[1]! },
    to: to === null ? null : { kind: to[1]!, namespace: to[2]!, name: to[3]!, section: null },
    http: { method: asked.method ?? 'GET', url: asked.url, headers: Object.entries(asked.headers ?? {}), sni: null },
    connection: null,
  }
}

export function ask(derivations: Derivations, asked: Asked): Answer {
  return trace(derivations.flow, request(asked))
}

/** `delivered svc`, `redirected 302 url`, `failed 404 no route`, `refused by policy`, `unknown: feature`; shares where there are several. */
export function say({ outcomes }: Answer): string {
  return outcomes
    .map(outcome => (outcomes.length > 1 ? `${Math.round(outcome.share * 1000) / 10}% ` : '') + sayOutcome(outcome))
    .join(' | ')
}

function sayOutcome({ verdict, backend }: Outcome): string {
  switch (verdict.kind) {
    case 'delivered':
      return `delivered ${backend === null ? verdict.pods.map(pod => pod.workload.name).join('+') : backend.name}`
    case 'redirected': {
      const { scheme, host, port, path } = verdict.location
      return `redirected ${verdict.status} ${scheme}://${host}:${port}${path}`
    }
    case 'answered':
      return `answered ${verdict.status}`
    case 'failed':
      return `failed ${verdict.status ?? '-'} ${verdict.reason}`
    case 'refused':
      return `refused by ${verdict.by.map(policy => policy.name).join(', ')}`
    case 'unknown':
      return `unknown: ${verdict.feature}`
  }
}

/** Every rule id and code in the reasons, outermost first. */
export function reasons(answer: Answer): string[] {
  const found: string[] = []
  const walk = (step: Step): void => {
    found.push(`${step.rule} ${step.code}`.trim())
    step.because.forEach(walk)
  }
  for (const outcome of answer.outcomes) walk(outcome.step)
  return found
}

/** A Service `name` in a namespace with a Deployment behind it; port 80 to 8080. */
export function app(name: string, namespace = 'default', more = ''): string {
  return `---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  selector: {app: ${name}}
  ports: [{name: http, port: 80, targetPort: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  replicas: 2
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}${more}}}
    spec: {containers: [{name: app, image: app, ports: [{name: web, containerPort: 8080}]}]}
`
}
