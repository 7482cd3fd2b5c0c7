import type { Resource } from '../../model/index.ts'
import type { DocId, Path } from '../../text/index.ts'
import { type CommandContext, factOf, planDocs, refuse } from '../context.ts'
import type { Extension, Plan } from '../plan.ts'
import { partsOfListeners } from './gateway.ts'
import { partsOfHttpRoute, partsOfHttpRule } from './http-route.ts'
import { partsOfIngress, partsOfIngressPath } from './ingress.ts'
import type { Part } from './part.ts'

/** What a resource, or one of its rows, can be given; in the order that menus show. */
export function extensionsOf(context: CommandContext, doc: DocId, row: Path | null): Extension[] {
  const resource = context.cluster.ofDoc(doc)
  if (resource === undefined) return []
  return partsOf(context, resource, row).flatMap(part => {
    const plan = planPart(context, resource, part)
    return plan.kind === 'edits' ? [{ part: part.name, plan }] : []
  })
}

export function planExtend(context: CommandContext, doc: DocId, row: Path | null, name: string): Plan {
  const resource = context.cluster.ofDoc(doc)
  if (resource === undefined) return refuse('command.gone')
  const part = partsOf(context, resource, row).find(candidate => candidate.name === name)
  return part === undefined
    ? refuse('command.notExtended', { from: factOf(resource), part: { is: 'name', value: name } })
    : planPart(context, resource, part)
}

function planPart(context: CommandContext, resource: Resource, part: Part): Plan {
  return planDocs(
    context,
    part.label,
    { from: factOf(resource), ...part.facts },
    [{ doc: resource.doc, ops: [{ op: 'set', path: part.path, value: part.value }] }],
    { doc: resource.doc, path: part.select },
  )
}

function partsOf(context: CommandContext, resource: Resource, row: Path | null): Part[] {
  switch (resource.type) {
    case 'gateway':
    case 'listenerset':
      return row === null ? partsOfListeners(resource.listeners) : []
    case 'httproute': {
      if (row === null) return partsOfHttpRoute(resource)
      const rule = resource.rules.find(({ at }) => at.join('/') === row.join('/'))
      return rule === undefined ? [] : partsOfHttpRule(resource, rule, mirrorTarget(context, resource.namespace))
    }
    case 'ingress':
      return row === null ? partsOfIngress(resource) : partsOfIngressPath(resource, row)
    default:
      return []
  }
}

/** Some Service of the namespace that a mirror could go to. */
function mirrorTarget({ cluster }: CommandContext, namespace: string) {
  const service = cluster.all('service', namespace).find(({ ports }) => ports.length > 0)
  return service === undefined ? null : { namespace, name: service.name, port: service.ports[0]!.port }
}
