import { gatewayGroup, type ReferenceGrantResource } from '../../model/index.ts'
import type { PlainValue } from '../../yaml/index.ts'
import { planChange } from '../change.ts'
import { factOf, isRefused } from '../context.ts'
import type { Fixer } from './fix.ts'
import { freeName } from './free-name.ts'

const grantVersion = `${gatewayGroup}/v1beta1`

/** Lets the route's namespace reach the target: in a grant that is for this namespace already, or in a new one beside the target. */
export const grantMissing: Fixer = (context, { at, facts }) => {
  const route = context.cluster.ofDoc(at.doc)
  const target = facts['target']
  if (route === undefined || target?.is !== 'resource') return []
  const service = context.cluster.get('service', '', target.kind, target.namespace, target.name)
  const to: PlainValue = { group: '', kind: target.kind, name: target.name }
  const said = { from: factOf(route), to: target, namespace: { is: 'name' as const, value: target.namespace } }
  const known = context.cluster
    .all('referencegrant', target.namespace)
    .find(grant => isForRoutesOf(grant, route.kind, route.namespace))
  if (known !== undefined)
    return [
      planChange(context, {
        label: 'fix.grant',
        facts: said,
        ops: [{ doc: known.doc, ops: [{ op: 'set', path: ['spec', 'to', known.to.length], value: to }] }],
        select: { doc: known.doc, path: ['spec', 'to', known.to.length] },
      }),
    ]
  const file = context.document(service?.doc ?? at.doc)?.file
  if (file === undefined) return []
  const plan = planChange(context, {
    label: 'fix.grant',
    facts: said,
    ops: [],
    append: [
      {
        file,
        value: {
          apiVersion: grantVersion,
          kind: 'ReferenceGrant',
          metadata: {
            name: freeName(context, gatewayGroup, 'ReferenceGrant', target.namespace, `from-${route.namespace}`),
            namespace: target.namespace,
          },
          spec: { from: [{ group: gatewayGroup, kind: route.kind, namespace: route.namespace }], to: [to] },
        },
      },
    ],
    select: null,
  })
  return isRefused(plan) ? [] : [plan]
}

function isForRoutesOf({ from, to }: ReferenceGrantResource, kind: string, namespace: string): boolean {
  return to.length > 0 && from.length === 1 && from[0]?.kind === kind && from[0].namespace === namespace
}
