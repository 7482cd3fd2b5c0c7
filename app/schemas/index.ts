/** JSON Schemas of the kinds that are checked and offered as forms; a chunk of its own, loaded when first needed. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly $ref?: string
  readonly allOf?: readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
  readonly enum?: readonly (string | number)[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: boolean | JsonSchema
  readonly items?: JsonSchema
  readonly required?: readonly string[]
  readonly description?: string
}

export interface Schemas {
  readonly kinds: readonly { readonly apiVersion: string; readonly kind: string; readonly id: string }[]
  readonly definitions: Readonly<Record<string, JsonSchema>>
}

let loading: Promise<Schemas> | null = null

export function loadSchemas(): Promise<Schemas> {
  loading ??= import('./generated/kubernetes.json').then(
    module => module.default as unknown as Schemas,
    error => {
      // Asked for again, it may come: the line was down.
      loading = null
      throw error
    },
  )
  return loading
}
