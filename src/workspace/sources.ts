import type { DocId, FileId, Range, TextEdit } from '../text/index.ts'
import { type SourceDocument, SourceFile } from '../yaml/index.ts'
import type { OpenFile } from './messages.ts'

/** Documents that came, changed or went with one change. */
export interface SourcesChange {
  readonly touched: readonly SourceDocument[]
  readonly removed: readonly DocId[]
  /** Files whose documents stand at other positions now. */
  readonly reordered?: readonly FileId[]
}

/** The files of the project as documents, in the order they are applied. */
export class Sources {
  private readonly files: {
    readonly id: FileId
    readonly name: string
    enabled: boolean
    readonly source: SourceFile
  }[] = []
  private readonly fileOf = new Map<DocId, SourceFile>()
  private nextDoc: number

  /** Documents are numbered on from `firstDoc`, so that ids of an earlier project never come back. */
  constructor(firstDoc = 0) {
    this.nextDoc = firstDoc
  }

  get docsMade(): number {
    return this.nextDoc
  }

  documentIds(): DocId[] {
    return [...this.fileOf.keys()]
  }

  /** `at`: its place among the files; the last when it is missing. */
  open(file: OpenFile, at = this.files.length): SourcesChange {
    const source = new SourceFile(file.id, file.text, () => `d${this.nextDoc++}` as DocId)
    this.files.splice(at, 0, { id: file.id, name: file.name, enabled: file.enabled, source })
    const touched = source.documents()
    for (const doc of touched) this.fileOf.set(doc.id, source)
    return { touched, removed: [] }
  }

  close(id: FileId): SourcesChange {
    const index = this.files.findIndex(file => file.id === id)
    if (index < 0) return { touched: [], removed: [] }
    const [file] = this.files.splice(index, 1)
    const removed = file!.source.documents().map(doc => doc.id)
    for (const doc of removed) this.fileOf.delete(doc)
    return { touched: [], removed }
  }

  edit(id: FileId, edits: readonly TextEdit[]): SourcesChange {
    const source = this.source(id)
    if (source === undefined) return { touched: [], removed: [] }
    const { added, changed, removed } = source.apply(edits)
    for (const doc of added) this.fileOf.set(doc.id, source)
    for (const doc of removed) this.fileOf.delete(doc)
    const reordered = added.length + removed.length > 0 ? { reordered: [id] } : {}
    return { touched: [...added, ...changed], removed, ...reordered }
  }

  /** The documents whose standing changes with the switch. */
  switchFile(id: FileId, enabled: boolean): SourcesChange {
    const file = this.files.find(candidate => candidate.id === id)
    if (file === undefined || file.enabled === enabled) return { touched: [], removed: [] }
    file.enabled = enabled
    return { touched: file.source.documents(), removed: [] }
  }

  source(id: FileId): SourceFile | undefined {
    return this.files.find(file => file.id === id)?.source
  }

  isEnabled(id: FileId): boolean {
    return this.files.find(file => file.id === id)?.enabled ?? false
  }

  document(id: DocId): SourceDocument | undefined {
    return this.fileOf.get(id)?.document(id)
  }

  /** The document's offset in its file. */
  startOf(id: DocId): number {
    return this.fileOf.get(id)?.startOf(id) ?? 0
  }

  orderOf(id: DocId): number {
    return this.fileOf.get(id)?.orderOf(id) ?? 0
  }

  rangeInFile(doc: SourceDocument, range: Range): Range {
    const start = this.startOf(doc.id)
    return { from: start + range.from, to: start + range.to }
  }

  /** Whether `a` is applied after `b`: a later file, or later in the file. */
  comesAfter(a: DocId, b: DocId): boolean {
    const left = this.fileOf.get(a)
    const right = this.fileOf.get(b)
    if (left === undefined || right === undefined || left === right) return this.orderOf(a) > this.orderOf(b)
    return this.files.findIndex(file => file.source === left) > this.files.findIndex(file => file.source === right)
  }
}
