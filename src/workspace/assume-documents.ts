import type { DocId } from '../text/index.ts'
import { isMap, type YamlValue } from '../yaml/index.ts'

/** Whether a document is no resource but the project's assumptions: a map with `assume:` and no kind. */
export function isAssumeDocument(value: YamlValue | undefined): boolean {
  return isMap(value) && value['assume'] !== undefined && value['kind'] === undefined
}

/** The documents that hold assumptions; of several the later one counts, as with resources. */
export class AssumeDocuments {
  private readonly values = new Map<DocId, YamlValue>()
  private readonly comesAfter: (a: DocId, b: DocId) => boolean

  constructor(comesAfter: (a: DocId, b: DocId) => boolean) {
    this.comesAfter = comesAfter
  }

  /** Notes what a document holds now; null when it is none of them, gone, or switched off. Says whether anything changed. */
  note(doc: DocId, value: YamlValue | null): boolean {
    const old = this.values.get(doc)
    if (value === null) return this.values.delete(doc)
    this.values.set(doc, value)
    return JSON.stringify(old, plain) !== JSON.stringify(value, plain)
  }

  /** The document that counts. */
  get last(): { readonly doc: DocId; readonly value: YamlValue } | null {
    let last: DocId | null = null
    for (const doc of this.values.keys()) if (last === null || this.comesAfter(doc, last)) last = doc
    return last === null ? null : { doc: last, value: this.values.get(last)! }
  }
}

function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
