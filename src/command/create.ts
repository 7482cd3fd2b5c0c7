import { keyOf } from '../cluster/index.ts'
import { kinds } from '../model/index.ts'
import type { FileId, TextEdit } from '../text/index.ts'
import { type PlainValue, planAppendDocument, printDocument } from '../yaml/index.ts'
import { type CommandContext, refuse } from './context.ts'
import type { Intent, Plan } from './plan.ts'
import { endsOf, namespaceOf, wiredBody, wiredElsewhere } from './wire.ts'

/** `body` is the spec; null where the kind has none. */
type Template = (name: string) => {
  readonly apiVersion: string
  readonly labels?: Readonly<Record<string, string>>
  readonly body: PlainValue
}

const container = { name: 'app', image: 'registry.example.com/app:1.0', ports: [{ containerPort: 8080 }] }

/** What the palette offers, in its order: each is a resource that works once it is connected. */
const templates: Readonly<Record<string, Template>> = {
  Gateway: () => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    body: { gatewayClassName: 'example', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
  }),
  HTTPRoute: () => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    body: { hostnames: ['app.example.com'], rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }] }] },
  }),
  Ingress: () => ({ apiVersion: 'networking.k8s.io/v1', body: { rules: [{ host: 'app.example.com' }] } }),
  Service: name => ({
    apiVersion: 'v1',
    body: { selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  }),
  Deployment: name => ({
    apiVersion: 'apps/v1',
    body: {
      replicas: 2,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          containers: [{ name: 'app', image: 'registry.example.com/app:1.0', ports: [{ containerPort: 8080 }] }],
        },
      },
    },
  }),
  StatefulSet: name => ({
    apiVersion: 'apps/v1',
    body: {
      serviceName: name,
      replicas: 1,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          containers: [{ name: 'app', image: 'registry.example.com/app:1.0', ports: [{ containerPort: 5432 }] }],
        },
      },
    },
  }),
  NetworkPolicy: () => ({
    apiVersion: 'networking.k8s.io/v1',
    body: {
      podSelector: { matchLabels: { app: 'app' } },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: {} }] }],
    },
  }),
  VirtualService: name => ({
    apiVersion: 'networking.istio.io/v1',
    body: { hosts: [name], http: [{ route: [{ destination: { host: name } }] }] },
  }),
  DestinationRule: name => ({
    apiVersion: 'networking.istio.io/v1',
    body: { host: name, subsets: [{ name: 'v1', labels: { version: 'v1' } }] },
  }),
  ReferenceGrant: () => ({
    apiVersion: 'gateway.networking.k8s.io/v1beta1',
    body: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'default' }],
      to: [{ group: '', kind: 'Service' }],
    },
  }),
  GatewayClass: () => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    body: { controllerName: 'example.com/gateway-controller' },
  }),
  IngressClass: () => ({ apiVersion: 'networking.k8s.io/v1', body: { controller: 'example.com/ingress-controller' } }),
  GRPCRoute: () => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    body: { hostnames: ['grpc.example.com'], rules: [{ matches: [{ method: { service: 'example.Greeter' } }] }] },
  }),
  DaemonSet: name => ({
    apiVersion: 'apps/v1',
    body: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [container] } },
    },
  }),
  Pod: name => ({ apiVersion: 'v1', labels: { app: name }, body: { containers: [container] } }),
  Job: name => ({
    apiVersion: 'batch/v1',
    body: {
      template: { metadata: { labels: { app: name } }, spec: { containers: [container], restartPolicy: 'Never' } },
    },
  }),
  CronJob: name => ({
    apiVersion: 'batch/v1',
    body: {
      schedule: '0 3 * * *',
      jobTemplate: {
        spec: {
          template: {
            metadata: { labels: { app: name } },
            spec: { containers: [container], restartPolicy: 'Never' },
          },
        },
      },
    },
  }),
  ServiceEntry: name => ({
    apiVersion: 'networking.istio.io/v1',
    body: {
      hosts: [`${name}.example.com`],
      location: 'MESH_EXTERNAL',
      ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
      resolution: 'DNS',
    },
  }),
  PeerAuthentication: () => ({ apiVersion: 'security.istio.io/v1', body: { mtls: { mode: 'STRICT' } } }),
  AuthorizationPolicy: name => ({
    apiVersion: 'security.istio.io/v1',
    body: {
      selector: { matchLabels: { app: name } },
      action: 'ALLOW',
      rules: [{ to: [{ operation: { methods: ['GET'] } }] }],
    },
  }),
  Namespace: () => ({ apiVersion: 'v1', body: null }),
}

/** Kinds that the palette can make. */
export const creatableKinds: readonly string[] = Object.keys(templates)

/** A new document at the end of a file, with a name that nothing has yet, wired to what it was dropped on. */
export function planCreate(context: CommandContext, intent: Extract<Intent, { kind: 'create' }>): Plan {
  const { resource: kind, file } = intent
  const source = context.file(file)
  if (source === undefined) return refuse('command.gone')
  const template = Object.hasOwn(templates, kind) ? templates[kind] : undefined
  if (template === undefined) return refuse('command.unknownKind', { kind: { is: 'name', value: kind } })
  const ends = endsOf(context, intent.wire)
  const namespace = namespaceOf(kind, ends) ?? intent.namespace
  const group = template('').apiVersion.includes('/') ? template('').apiVersion.split('/')[0]! : ''
  const namespaced = kinds.find(entry => entry.group === group && entry.kind === kind)?.namespaced ?? true
  const base = kind.toLowerCase()
  let number = 1
  while (context.cluster.find(keyOf(group, kind, namespaced ? namespace : '', `${base}-${number}`)) !== undefined)
    number++
  const name = `${base}-${number}`
  const { apiVersion, body, labels } = template(name)
  const metadata: Record<string, PlainValue> = { name }
  if (namespaced && namespace !== 'default' && namespace !== '') metadata['namespace'] = namespace
  if (labels !== undefined) metadata['labels'] = labels
  const spec = body === null ? null : wiredBody(kind, namespace, body, ends)
  const value: PlainValue = spec === null ? { apiVersion, kind, metadata } : { apiVersion, kind, metadata, spec }
  const appended = planAppendDocument(source, printDocument(value, '\n'))
  const files = new Map<FileId, readonly TextEdit[]>()
  for (const plan of wiredElsewhere(context, value, ends))
    if (plan.kind === 'edits')
      for (const { file: id, edits } of plan.files) files.set(id, [...(files.get(id) ?? []), ...edits])
  const before = files.get(file) ?? []
  files.set(file, [...before, ...appended])
  const first = appended[0]
  const grown = before.reduce((sum, edit) => sum + edit.insert.length - (edit.to - edit.from), 0)
  const offset = first === undefined ? 0 : first.from + grown + Math.max(0, first.insert.indexOf('apiVersion'))
  return {
    kind: 'edits',
    revision: context.revision,
    files: [...files].map(([id, edits]) => ({ file: id, edits })),
    label: 'command.create',
    facts: { kind: { is: 'name', value: kind }, name: { is: 'name', value: name } },
    select: { file, offset },
  }
}
