import { keyOf } from '../../cluster/index.ts'
import type { PlainValue } from '../../yaml/index.ts'
import { type Change, planChange } from '../change.ts'
import { type CommandContext, refuse } from '../context.ts'
import type { Intent, Plan } from '../plan.ts'
import { policyValue } from './new-policy.ts'

type StartIntent = Extract<Intent, { kind: 'policyStart' }>

const dnsPorts: PlainValue = [{ protocol: 'UDP', port: 53 }, { port: 53 }]

/** Policies that most namespaces begin with, each a document that works as it stands. */
const starts: Readonly<
  Record<StartIntent['start'], { readonly name: string; readonly spec: (peer: string) => PlainValue }>
> = {
  'default-deny': { name: 'default-deny', spec: () => ({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] }) },
  'allow-dns': {
    name: 'allow-dns',
    spec: () => ({
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ to: [{ namespaceSelector: {} }], ports: dnsPorts }],
    }),
  },
  'allow-from-namespace': {
    name: 'allow-from',
    spec: peer => ({
      podSelector: {},
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': peer } } }] }],
    }),
  },
}

export function startChange(context: CommandContext, { start, namespace, peer, file }: StartIntent): Change {
  const { name, spec } = starts[start]
  const other = peer ?? namespace
  const wanted = start === 'allow-from-namespace' ? `${name}-${other}` : name
  return {
    label: 'command.policyStart',
    facts: { name: { is: 'name', value: wanted }, namespace: { is: 'name', value: namespace } },
    ops: [],
    append: [{ file, value: policyValue(context, namespace, wanted, spec(other)) }],
    select: null,
  }
}

/** One of the usual first policies of a namespace, as a new document. */
export function planStart(context: CommandContext, intent: StartIntent): Plan {
  const { name } = starts[intent.start]
  if (
    intent.start !== 'allow-from-namespace' &&
    context.cluster.find(keyOf('networking.k8s.io', 'NetworkPolicy', intent.namespace, name)) !== undefined
  )
    return refuse('command.nameTaken', {
      name: { is: 'name', value: name },
      kind: { is: 'name', value: 'NetworkPolicy' },
    })
  return planChange(context, startChange(context, intent))
}
