import type { DocId } from '../text/index.ts'

/** A resource named in an answer. `namespace` is '' for cluster-scoped kinds; `doc` is absent when nothing in the project declares it. */
export interface ResourceFact {
  readonly is: 'resource'
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly doc?: DocId
}

/** A typed value inside a reason. Numbers carry their unit in `is`. */
export type Fact =
  | ResourceFact
  | {
      readonly is:
        | 'host'
        | 'path'
        | 'header'
        | 'method'
        | 'label'
        | 'selector'
        | 'cidr'
        | 'address'
        | 'protocol'
        | 'name'
        | 'regex'
        | 'url'
        | 'text'
      readonly value: string
    }
  | { readonly is: 'port' | 'status' | 'count' | 'percent' | 'milliseconds'; readonly value: number }
  | { readonly is: 'list'; readonly items: readonly Fact[] }

export type Facts = Readonly<Record<string, Fact>>
