import { createContext, useContext } from 'react'
import type { Schemas } from '../../schemas/index.ts'
import type { DocId, Path, SelectedCount, Suggestion, YamlOp } from '../../store/contracts.ts'

/** A value of a document as the page gets it: plain data. */
export type Value = null | boolean | number | bigint | string | readonly Value[] | { readonly [key: string]: Value }

export const isRecord = (value: unknown): value is { readonly [key: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What every part of a form needs: the document, and how a change of it is written. */
export interface Form {
  readonly doc: DocId
  readonly kind: string
  readonly schemas: Schemas
  readonly readOnly: boolean
  /** How the canvas calls what stands at a path; null where it has no row for it. */
  titleOf(path: Path): string | null
  edit(ops: readonly YamlOp[]): void
  suggest(path: Path, keys: boolean): Promise<readonly Suggestion[]>
  /** What the selector at a path takes now; null for what is no selector. */
  selected(path: Path): SelectedCount | null
}

export const FormContext = createContext<Form | null>(null)

export function useForm(): Form {
  const form = useContext(FormContext)
  if (form === null) throw new Error('a part of a form outside of one')
  return form
}
