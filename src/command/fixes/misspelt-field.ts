import { planDocs } from '../context.ts'
import type { Fixer } from './fix.ts'

/** The field that was meant, where there is none of that name yet. */
export const misspeltField: Fixer = (context, { at, facts }) => {
  const { near } = facts
  if (near?.is !== 'name') return []
  const ops = [{ op: 'rename' as const, path: at.path, key: near.value }]
  return [
    planDocs(context, 'fix.useField', { field: near }, [{ doc: at.doc, ops }], {
      doc: at.doc,
      path: [...at.path.slice(0, -1), near.value],
    }),
  ]
}
