import { type FieldSchemas, unknownFields } from '../diagnose/index.ts'
import type { Problem } from '../report/index.ts'
import type { SourceDocument, YamlValue } from '../yaml/index.ts'

const none: readonly Problem[] = []

/** What schemas say about documents, once there are any; kept as long as a value stays. */
export class SchemaFindings {
  private schemas: FieldSchemas | null = null
  private readonly known = new WeakMap<object, readonly Problem[]>()

  take(schemas: FieldSchemas): void {
    this.schemas = schemas
  }

  of(doc: SourceDocument): readonly Problem[] {
    const { value } = doc
    if (this.schemas === null || !isObject(value)) return none
    const known = this.known.get(value)
    if (known !== undefined) return known
    const found = unknownFields(this.schemas, doc.id, value)
    this.known.set(value, found)
    return found
  }
}

const isObject = (value: YamlValue | undefined): value is YamlValue & object =>
  typeof value === 'object' && value !== null
