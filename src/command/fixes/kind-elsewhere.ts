import { factOf, planDocs } from '../context.ts'
import type { Fixer } from './fix.ts'

/** The version that serves the kind. */
export const kindElsewhere: Fixer = (context, { at, facts }) => {
  const want = facts['want']
  const resource = context.cluster.ofDoc(at.doc)
  if (want?.is !== 'text' || resource === undefined) return []
  const ops = [{ op: 'set' as const, path: ['apiVersion'], value: want.value }]
  return [
    planDocs(context, 'fix.apiVersion', { from: factOf(resource), version: want }, [{ doc: at.doc, ops }], {
      doc: at.doc,
      path: ['apiVersion'],
    }),
  ]
}
