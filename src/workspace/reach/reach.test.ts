import { expect, test } from 'vitest'
import { app } from '../../../test/ask.ts'
import type { DocId, FileId } from '../../text/index.ts'
import type { FromWorker, Question, Reply, ToWorker } from '../messages.ts'
import { createWorkspace } from '../workspace.ts'

const policy = `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress:
    - from: [{podSelector: {matchLabels: {app: web}}}, {ipBlock: {cidr: 198.51.100.0/24}}]
      ports: [{port: 5432}]
`
const text = app('web') + app('db') + app('job', 'ops') + policy

/** A workspace with one file, asked as the page asks. */
function opened(more = ''): {
  ask<K extends Question['kind']>(question: Extract<Question, { kind: K }>): Extract<Reply, { kind: K }> | undefined
  doc(kind: string, name: string): DocId
  send(message: ToWorker): void
} {
  const posted: FromWorker[] = []
  const workspace = createWorkspace(message => posted.push(message))
  workspace.receive({
    kind: 'open',
    revision: 1,
    assume: '',
    files: [{ id: 'f' as FileId, name: 'f', text: text + more, enabled: true }],
  })
  return {
    ask(question) {
      workspace.receive({ kind: 'ask', id: 1, revision: 1, question })
      const last = posted[posted.length - 1]
      return last?.kind === 'reply' && last.reply.kind === question.kind ? (last.reply as never) : undefined
    },
    doc(kind, name) {
      for (const message of posted)
        for (const entry of message.kind === 'delta' ? message.outline.set : [])
          if (entry.kind === kind && entry.name === name) return entry.id
      throw new Error(`no ${kind} ${name}`)
    },
    send: message => workspace.receive(message),
  }
}

test('who may reach a workload, and whom it may reach', () => {
  const { ask, doc } = opened()
  const reply = ask({ kind: 'reachOf', doc: doc('Deployment', 'db') })
  const web = reply?.ends.find(({ node }) => node === doc('Deployment', 'web'))
  const job = reply?.ends.find(({ node }) => node === doc('Deployment', 'job'))
  expect(web?.in).toEqual({ state: 'part', ports: 'TCP 5432' })
  expect(web?.out.state).toBe('open')
  // Its address may lie in the block.
  expect(job?.in).toEqual({ state: 'unknown', ports: 'No Connections' })
  expect(reply?.outside).toEqual({
    in: { state: 'part', ports: 'TCP 5432' },
    out: { state: 'open', ports: 'All Connections' },
  })
  expect(reply?.guarded).toEqual({ ingress: true, egress: false })
})

test('a folded namespace counts its pairs', () => {
  const { ask, doc } = opened()
  const reply = ask({
    kind: 'reachGrid',
    rows: [{ namespace: 'default' }, { namespace: 'ops' }],
    columns: [{ namespace: 'default' }, { doc: doc('Deployment', 'db') }],
  })
  expect(reply?.cells.map(row => row.map(({ open, pairs, state }) => `${open}/${pairs} ${state}`))).toEqual([
    ['2/2 part', '1/1 part'],
    ['1/2 part', '0/1 unknown'],
  ])
})

test('the rules behind a pair, with those that do not apply', () => {
  const { ask, doc } = opened()
  const open = ask({ kind: 'reachWhy', from: { doc: doc('Deployment', 'web') }, to: { doc: doc('Deployment', 'db') } })
  expect(open?.sides[1]?.rules.map(({ at, ports }) => `${at.path.join('.')} ${ports}`)).toEqual([
    'spec.ingress.0 TCP 5432',
  ])
  const maybe = ask({ kind: 'reachWhy', from: { doc: doc('Deployment', 'job') }, to: { doc: doc('Deployment', 'db') } })
  expect(maybe?.sides[1]?.rules.map(({ isMaybe }) => isMaybe)).toEqual([true])
  expect(maybe?.sides[1]?.policies.map(({ resource }) => resource.name)).toEqual(['db'])
  expect(maybe?.sides[1]?.losers.map(({ code }) => code)).toEqual(['policy.portDiffers'])
})

test('a policy in words, with the pods that they mean', () => {
  const { ask, doc } = opened()
  const card = ask({ kind: 'policyCard', doc: doc('NetworkPolicy', 'db') })
  expect(card?.subject.names).toEqual(['db'])
  expect(card?.directions.map(({ direction, isolates }) => `${direction} ${isolates}`)).toEqual(['ingress true'])
  expect(
    card?.directions[0]?.rules[0]?.peers?.map(({ names, selector, isOutside }) => [names, selector, isOutside]),
  ).toEqual([
    [['web'], 'app=web', false],
    [[], '198.51.100.0/24', true],
  ])
})

test.each([
  [['spec', 'podSelector', 'matchLabels', 'app'], ['db']],
  [['spec', 'ingress', 0, 'from', 0, 'podSelector'], ['web']],
  [['spec', 'policyTypes'], null],
] as const)('the selector at %j takes %j', (path, want) => {
  const { ask, doc } = opened()
  expect(ask({ kind: 'selectorAt', doc: doc('NetworkPolicy', 'db'), path })?.noun.names ?? null).toEqual(want)
})

test.each([
  [['spec', 'subject', 'namespaces', 'matchLabels'], ['job']],
  [['spec', 'egress', 0, 'to', 0, 'pods', 'podSelector', 'matchLabels', 'app'], ['web']],
  [['spec', 'priority'], null],
] as const)('the selector of a policy of administrators at %j takes %j', (path, want) => {
  const { ask, doc } = opened(`---
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: {name: fence}
spec:
  priority: 1
  subject: {namespaces: {matchLabels: {kubernetes.io/metadata.name: ops}}}
  egress:
    - action: Deny
      to: [{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}}]
`)
  expect(ask({ kind: 'selectorAt', doc: doc('AdminNetworkPolicy', 'fence'), path })?.noun.names ?? null).toEqual(want)
})

test('an edit is measured against what held when the person rested, and only then', () => {
  const { ask, send } = opened()
  expect(ask({ kind: 'policyEffect' })).toEqual({ kind: 'policyEffect', rows: [], gained: 0, lost: 0 })
  send({ kind: 'rest', revision: 1 })
  const at = text.indexOf('app: web', text.indexOf('from:')) + 'app: web'.length
  const edit = (insert: string, from: number, to: number): void =>
    send({ kind: 'edit', revision: 2, edits: [{ file: 'f' as FileId, edits: [{ from, to, insert }] }] })
  edit('x', at, at)
  const lost = ask({ kind: 'policyEffect' })
  expect(
    lost?.rows.map(({ from, to, before, after, kind }) => `${from.text} ${to.text} ${before} ${after} ${kind}`),
  ).toEqual(['default/web default/db TCP 5432 No Connections lost'])
  // Typing on is the same burst; after a rest it is another.
  edit('', at, at + 1)
  expect(ask({ kind: 'policyEffect' })?.rows).toEqual([])
  send({ kind: 'rest', revision: 3 })
  edit('x', at, at)
  expect(ask({ kind: 'policyEffect' })?.lost).toBe(1)
})

test('a change is shown with what else it opens and shuts', () => {
  const { ask, doc } = opened()
  const reply = ask({
    kind: 'policyPlan',
    intent: { kind: 'policyStart', start: 'default-deny', namespace: 'ops', peer: null, file: 'f' as FileId },
  })
  expect(reply?.plan.kind).toBe('edits')
  expect(reply?.effect?.rows.some(({ from, kind }) => from.text === 'ops/job' && kind === 'lost')).toBe(true)
  const gone = ask({ kind: 'reachOf', doc: 'nobody' as DocId })
  expect(gone).toBeUndefined()
  expect(ask({ kind: 'policyCard', doc: doc('Deployment', 'web') })).toBeUndefined()
})

test.each([
  ['no other address', '10.1.0.0/16', 'refuse', '[{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]'],
  ['a wider range', '0.0.0.0/0', 'refuse', '[{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]'],
  ['the other version', '0.0.0.0/0', 'refuse', '[{}]'],
  ['the rest of the version', '198.51.100.0/24', 'refuse', '[{}]'],
  ['a range that is open in part', '10.0.0.0/8', 'allow', '[{from: [{ipBlock: {cidr: 10.0.0.0/9}}]}]'],
] as const)('a change for addresses outside leaves the rest as it is: %s', (_why, cidr, does, rules) => {
  const { ask, doc } = opened(
    `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: ops}\nspec: {podSelector: {}, ingress: ${rules}}\n`,
  )
  const to = { kind: 'pods', doc: doc('Deployment', 'job') } as const
  const file = 'f' as FileId
  const reply = ask({
    kind: 'policyPlan',
    intent: { kind: 'policy', does, from: { kind: 'outside', cidr }, to, port: null, protocol: 'TCP', file },
  })
  expect(reply?.plan.kind).toBe('edits')
  expect(reply?.effect).toEqual({ rows: [], gained: 0, lost: 0 })
})
