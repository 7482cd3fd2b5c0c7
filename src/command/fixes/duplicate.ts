import { planDelete } from '../documents.ts'
import type { Fixer } from './fix.ts'

/** Takes the document out that does not count. */
export const duplicateReplaced: Fixer = (context, { at }) => [planDelete(context, [at.doc])]
