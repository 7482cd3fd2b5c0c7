import type { DocId, Path } from '../text/index.ts'
import { planConnect } from './connect.ts'
import { type CommandContext, factOf, planDocs, refuse } from './context.ts'
import type { Intent, Plan } from './plan.ts'

type Reconnect = Extract<Intent, { kind: 'reconnect' }>

/**
 * The end of a line on another node: the reference that draws it names another object. What stands beside the name (a weight, filters)
 * stays, for it says something about the line and not about its end.
 */
export function planReconnect(context: CommandContext, { edge: id, to, toRow }: Reconnect): Plan {
  const edge = context.edge(id)
  if (edge === undefined) return refuse('command.gone')
  if (edge.at === null) return refuse('command.derivedEdge')
  const owner = context.cluster.ofDoc(edge.at.doc)
  if (owner === undefined) return refuse('command.gone')
  const node = context.node(to)
  const target = node?.doc == null ? undefined : context.cluster.ofDoc(node.doc)
  if (target === undefined) return refuse('command.notDeclared')
  const facts = { from: factOf(owner), to: factOf(target) }
  const { doc, path } = edge.at
  const row = toRow?.split('/').map(part => (/^\d+$/.test(part) ? Number(part) : part)) ?? null
  const write = (ops: Parameters<typeof planDocs>[3][number]['ops'], at: Path): Plan =>
    planDocs(context, 'command.reconnect', facts, [{ doc, ops }], { doc, path: at })
  if (
    edge.kind === 'backend' &&
    target.type === 'service' &&
    owner.type !== 'ingress' &&
    owner.type !== 'virtualservice'
  ) {
    if (!('rules' in owner) || typeof path.at(-1) !== 'number') return refuse('command.derivedEdge')
    const port =
      row === null ? target.ports[0] : target.ports.find(candidate => candidate.at.join('/') === row.join('/'))
    if (port === undefined) return refuse('command.noPort', facts)
    return write(
      [
        { op: 'set', path: [...path, 'name'], value: target.name },
        ...namespaceOp(context, doc, path, target.namespace, owner.namespace),
        { op: 'set', path: [...path, 'port'], value: port.port },
      ],
      [...path, 'name'],
    )
  }
  if (edge.kind === 'backend' && target.type === 'service' && owner.type === 'ingress')
    return planConnect(context, { kind: 'connect', from: edge.from, fromRow: edge.fromRow, to, toRow })
  if (edge.kind === 'attach' && (target.type === 'gateway' || target.type === 'listenerset')) {
    if (typeof path.at(-1) !== 'number') return refuse('command.derivedEdge')
    const listener =
      row === null ? undefined : target.listeners.find(candidate => candidate.at.join('/') === row.join('/'))
    const section: Path = [...path, 'sectionName']
    const known = context.document(doc)?.value !== undefined && hasKey(context, doc, section)
    return write(
      [
        { op: 'set', path: [...path, 'name'], value: target.name },
        ...namespaceOp(context, doc, path, target.namespace, owner.namespace),
        ...(listener !== undefined && target.listeners.length > 1
          ? [{ op: 'set' as const, path: section, value: listener.name }]
          : known
            ? [{ op: 'remove' as const, path: section }]
            : []),
      ],
      [...path, 'name'],
    )
  }
  if (edge.kind === 'select')
    return planConnect(context, { kind: 'connect', from: edge.from, fromRow: edge.fromRow, to, toRow })
  return refuse('command.cannotConnect', facts)
}

/** A namespace is written where it is another than one's own, and taken out where it is not. */
function namespaceOp(context: CommandContext, doc: DocId, path: Path, namespace: string, own: string) {
  const at: Path = [...path, 'namespace']
  if (namespace !== own) return [{ op: 'set' as const, path: at, value: namespace }]
  return hasKey(context, doc, at) ? [{ op: 'remove' as const, path: at }] : []
}

function hasKey(context: CommandContext, doc: DocId, path: Path): boolean {
  let value: unknown = context.document(doc)?.value
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return false
    value = (value as Record<string | number, unknown>)[part]
  }
  return true
}
