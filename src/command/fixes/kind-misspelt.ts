import { planDocs } from '../context.ts'
import type { Fixer } from './fix.ts'

/** The kind that was meant. */
export const kindMisspelt: Fixer = (context, { at, facts }) => {
  const { near } = facts
  if (near?.is !== 'name') return []
  const ops = [{ op: 'set' as const, path: ['kind'], value: near.value }]
  return [planDocs(context, 'fix.useField', { field: near }, [{ doc: at.doc, ops }], { doc: at.doc, path: ['kind'] })]
}
