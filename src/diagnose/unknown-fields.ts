import { isMisspelt } from '../match/index.ts'
import type { Problem } from '../report/index.ts'
import type { DocId, Path } from '../text/index.ts'
import { isMap, type YamlValue } from '../yaml/index.ts'
import type { FieldSchema, FieldSchemas } from './field-schemas.ts'

/** So many are told of one object: it is then probably of another version. */
const most = 12

/**
 * Fields that the API does not have: `kubectl apply` refuses them, and an API server that is asked not to drops them (strict decoding,
 * kubernetes.io/docs/reference/using-api/api-concepts, "Field validation"). Kinds without a schema are not looked into.
 */
export function unknownFields(schemas: FieldSchemas, doc: DocId, value: YamlValue | undefined): Problem[] {
  if (!isMap(value)) return []
  const { apiVersion, kind } = value
  const id = schemas.kinds.find(known => known.apiVersion === apiVersion && known.kind === kind)?.id
  if (id === undefined) return []
  const found: Problem[] = []
  const walk = (held: YamlValue, schema: FieldSchema | undefined, path: Path): void => {
    const shape = resolved(schemas, schema)
    if (shape === undefined || found.length >= most) return
    if (Array.isArray(held)) {
      for (const [i, item] of held.entries()) walk(item, shape.items, [...path, i])
      return
    }
    if (!isMap(held)) return
    const { properties, additionalProperties } = shape
    for (const [key, item] of Object.entries(held)) {
      // Written by servers, some of them older than the schema.
      if (path.length === 0 && key === 'status') continue
      const field = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined
      if (field !== undefined) walk(item, field, [...path, key])
      else if (typeof additionalProperties === 'object') walk(item, additionalProperties, [...path, key])
      // An object of which no field is known may hold anything.
      else if (properties !== undefined && Object.keys(properties).length > 0 && additionalProperties !== true)
        found.push(unknownField(doc, String(kind), [...path, key], absentOf(properties, held)))
    }
  }
  walk(value, schemas.definitions[id], [])
  return found.slice(0, most)
}

/** Fields that could still be meant: those that are there are not. */
const absentOf = (properties: object, held: object): string[] =>
  Object.keys(properties).filter(name => !Object.hasOwn(held, name))

function unknownField(doc: DocId, kind: string, path: Path, known: readonly string[]): Problem {
  const key = String(path.at(-1))
  const holder = path
    .slice(0, -1)
    .filter(step => typeof step === 'string')
    .at(-1)
  const near = known.find(name => name.toLowerCase() === spelt(key)) ?? known.find(name => isMisspelt(key, name))
  return {
    code: near === undefined ? 'schema.unknownField' : 'schema.misspeltField',
    severity: 'warning',
    at: { doc, path },
    facts: {
      field: { is: 'name', value: key },
      holder: { is: 'name', value: holder ?? kind },
      ...(near !== undefined && { near: { is: 'name', value: near } }),
    },
  }
}

/** As the name would be without what other languages put between words. */
const spelt = (key: string): string => key.replace(/[-_]/g, '').toLowerCase()

function resolved(schemas: FieldSchemas, schema: FieldSchema | undefined): FieldSchema | undefined {
  for (let at = schema, depth = 0; depth < 20; depth++) {
    const ref: string | undefined = at?.$ref ?? at?.allOf?.[0]?.$ref
    if (ref === undefined) return at
    at = schemas.definitions[ref.slice(ref.lastIndexOf('/') + 1)]
  }
  return undefined
}
