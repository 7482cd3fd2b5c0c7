import type { JsonSchema, Schemas } from '../../schemas/index.ts'

/** What a form shows of a schema: references followed, and no more words than a form has widgets. */
export type Shape = { readonly about: string } & (
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, FieldShape> }
  /** Keys that a person makes up, labels above all. */
  | { readonly kind: 'map'; readonly of: JsonSchema | null }
  | { readonly kind: 'list'; readonly of: JsonSchema | null }
  | { readonly kind: 'choice'; readonly of: readonly (string | number)[] }
  | { readonly kind: 'text' | 'number' | 'textOrNumber' | 'switch' | 'any' }
)

export interface FieldShape {
  readonly schema: JsonSchema
  readonly required: boolean
}

/** The shape of a kind's document; null when no schema is known for it. */
export function schemaOf(schemas: Schemas, apiVersion: string, kind: string): JsonSchema | null {
  const id = schemas.kinds.find(entry => entry.apiVersion === apiVersion && entry.kind === kind)?.id
  return id === undefined ? null : (schemas.definitions[id] ?? null)
}

/** Follows references; the description nearest to the field counts. */
export function shapeOf(schemas: Schemas, schema: JsonSchema | null): Shape {
  const about = schema?.description ?? ''
  if (schema === null) return { kind: 'any', about }
  const ref = schema.$ref ?? schema.allOf?.[0]?.$ref
  if (ref !== undefined) {
    const target = schemas.definitions[ref.slice(ref.lastIndexOf('/') + 1)] ?? null
    const shape = shapeOf(schemas, target)
    return about === '' ? shape : { ...shape, about }
  }
  const choices = schema.enum ?? schema.anyOf?.flatMap(option => option.enum ?? [])
  if (choices !== undefined && choices.length > 0) return { kind: 'choice', of: choices, about }
  if (Array.isArray(schema.type)) return { kind: 'textOrNumber', about }
  switch (schema.type) {
    case 'object': {
      const { properties, additionalProperties, required } = schema
      if (properties === undefined || Object.keys(properties).length === 0)
        return { kind: 'map', of: typeof additionalProperties === 'object' ? additionalProperties : null, about }
      const fields = new Map(
        Object.entries(properties).map(([name, field]) => [
          name,
          { schema: field, required: required?.includes(name) ?? false },
        ]),
      )
      return { kind: 'object', fields, about }
    }
    case 'array':
      return { kind: 'list', of: schema.items ?? null, about }
    case 'string':
      return { kind: 'text', about }
    case 'number':
    case 'integer':
      return { kind: 'number', about }
    case 'boolean':
      return { kind: 'switch', about }
    default:
      return { kind: 'any', about }
  }
}

/** The first sentence of a description: what fits beside a field. */
export function firstSentence(about: string): string {
  const end = /[.:](?:\s|$)/.exec(about)
  const sentence = (end === null ? about : about.slice(0, end.index + 1)).trim()
  return sentence.length > 180 ? `${sentence.slice(0, 179)}…` : sentence
}
