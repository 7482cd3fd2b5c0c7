/** As much of a JSON Schema as says which fields there are. */
export interface FieldSchema {
  readonly $ref?: string
  readonly allOf?: readonly FieldSchema[]
  readonly properties?: Readonly<Record<string, FieldSchema>>
  readonly additionalProperties?: boolean | FieldSchema
  readonly items?: FieldSchema
}

export interface FieldSchemas {
  readonly kinds: readonly { readonly apiVersion: string; readonly kind: string; readonly id: string }[]
  readonly definitions: Readonly<Record<string, FieldSchema>>
}
