import { parentOf } from '../../apis/gateway/index.ts'
import type { ParentRef, RouteResource } from '../../model/index.ts'
import type { Problem } from '../../report/index.ts'
import { planChange } from '../change.ts'
import { type CommandContext, factOf } from '../context.ts'
import type { Fixer } from './fix.ts'

/** The route and the parentRef that a problem is about. */
function refOf({ cluster }: CommandContext, { at }: Problem): { route: RouteResource; ref: ParentRef } | null {
  const route = cluster.ofDoc(at.doc)
  if (route?.type !== 'httproute' && route?.type !== 'grpcroute' && route?.type !== 'l4route') return null
  const ref = route.parentRefs.find(candidate => candidate.at.join('/') === at.path.join('/'))
  return ref === undefined ? null : { route, ref }
}

/** Opens the listener to the route's namespace alone, or to all [GW-12]. A kind that a listener cannot take has no such mend. */
export const namespaceNotAllowed: Fixer = (context, problem) => {
  const found = refOf(context, problem)
  const refusedAt = problem.related?.[0]
  if (found === null || refusedAt === undefined || refusedAt.path.includes('protocol')) return []
  const { route, ref } = found
  const owner = parentOf(context.cluster, ref)
  const listener = owner?.listeners.find(({ at }) => at.every((part, i) => refusedAt.path[i] === part))
  if (owner === null || listener === undefined) return []
  const facts = {
    listener: { is: 'name' as const, value: listener.name },
    to: factOf(owner),
    namespace: { is: 'name' as const, value: route.namespace },
  }
  const path = [...listener.at, 'allowedRoutes', 'namespaces']
  const open = (label: string, value: Record<string, never> | object): ReturnType<typeof planChange> =>
    planChange(context, {
      label,
      facts,
      ops: [{ doc: owner.doc, ops: [{ op: 'set', path, value: value as never }] }],
      select: { doc: owner.doc, path },
    })
  return [
    open('fix.allowNamespace', {
      from: 'Selector',
      selector: { matchLabels: { 'kubernetes.io/metadata.name': route.namespace } },
    }),
    open('fix.allowAll', { from: 'All' }),
  ]
}

/** Names a listener that is there, or none, so that any may take the route [GW-12]. */
export const sectionMissing: Fixer = (context, problem) => {
  const found = refOf(context, problem)
  if (found === null) return []
  const { route, ref } = found
  const owner = parentOf(context.cluster, ref)
  if (owner === null) return []
  const name = (listener: string) =>
    planChange(context, {
      label: 'fix.section',
      facts: { listener: { is: 'name', value: listener }, to: factOf(owner) },
      ops: [
        {
          doc: route.doc,
          ops: [
            { op: 'set', path: [...ref.at, 'sectionName'], value: listener },
            ...(ref.port === null ? [] : [{ op: 'remove' as const, path: [...ref.at, 'port'] }]),
          ],
        },
      ],
      select: { doc: route.doc, path: [...ref.at, 'sectionName'] },
    })
  const keys = [...(ref.sectionName === null ? [] : ['sectionName']), ...(ref.port === null ? [] : ['port'])]
  return [
    ...owner.listeners.slice(0, 5).map(listener => name(listener.name)),
    planChange(context, {
      label: 'fix.anySection',
      facts: { to: factOf(owner) },
      ops: [{ doc: route.doc, ops: keys.map(key => ({ op: 'remove', path: [...ref.at, key] })) }],
      select: { doc: route.doc, path: ref.at },
    }),
  ]
}
