import { decodeBase64Text } from '../model/index.ts'
import type { FileId, TextEdit } from '../text/index.ts'
import { isMap, planEdits, type SourceDocument, type YamlOp, type YamlValue } from '../yaml/index.ts'
import type { FileEdits } from './messages.ts'
import type { Sources } from './sources.ts'

/** What stands where a value was taken out, as text and in base64. */
const placeholder = { text: 'withheld', encoded: 'd2l0aGhlbGQ=' } as const

/** A private key's shape: what reads the Secret still finds a key in it, so that requests are answered as before. */
const keyPlaceholder = {
  text: '-----BEGIN PRIVATE KEY-----\nwithheld\n-----END PRIVATE KEY-----\n',
  encoded: 'LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCndpdGhoZWxkCi0tLS0tRU5EIFBSSVZBVEUgS0VZLS0tLS0K',
} as const

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

/**
 * Edits that take the values out of every Secret, and files where that cannot be promised because a document that speaks of one does
 * not parse. Certificates stay: they are public, and which names they hold decides requests.
 */
export function withoutSecrets(sources: Sources): {
  readonly files: readonly FileEdits[]
  readonly unreadable: readonly FileId[]
  readonly count: number
} {
  const edits = new Map<FileId, TextEdit[]>()
  const unreadable = new Set<FileId>()
  let count = 0
  for (const id of sources.documentIds()) {
    const doc = sources.document(id)
    if (doc === undefined || !doc.text.includes('Secret')) continue
    const ops = opsOf(doc)
    if (ops === null) {
      unreadable.add(doc.file)
      continue
    }
    if (ops.length === 0) continue
    const plan = planEdits(doc, ops, { sharedAnchor: 'inline' })
    if (!plan.ok) {
      unreadable.add(doc.file)
      continue
    }
    count += ops.length
    const start = sources.startOf(id)
    const moved = plan.edits.map(edit => ({ from: edit.from + start, to: edit.to + start, insert: edit.insert }))
    edits.set(doc.file, [...(edits.get(doc.file) ?? []), ...moved])
  }
  return {
    files: [...edits].map(([file, list]) => ({ file, edits: list.sort((a, b) => a.from - b.from || a.to - b.to) })),
    unreadable: [...unreadable],
    count,
  }
}

/** Null: what the text says now is not known. */
function opsOf({ value, stale, problems }: SourceDocument): YamlOp[] | null {
  if (stale || (value === undefined && problems.length > 0)) return null
  if (!isMap(value) || value['kind'] !== 'Secret') return []
  const ops: YamlOp[] = []
  for (const key of ['data', 'stringData'] as const) {
    const values = value[key]
    if (values === undefined || values === null) continue
    if (!isMap(values)) {
      ops.push({ op: 'set', path: [key], value: {} })
      continue
    }
    for (const [name, held] of Object.entries(values)) {
      const shared = sharedFor(held, key === 'data')
      if (shared !== null && shared !== held) ops.push({ op: 'set', path: [key, name], value: shared })
    }
  }
  const { metadata } = value
  const annotations = isMap(metadata) ? metadata['annotations'] : undefined
  if (isMap(annotations) && Object.hasOwn(annotations, lastApplied))
    ops.push({ op: 'remove', path: ['metadata', 'annotations', lastApplied] })
  return ops
}

/** What may be shared in a value's place; null where it is public itself. */
function sharedFor(held: YamlValue, isEncoded: boolean): string | null {
  const form = isEncoded ? 'encoded' : 'text'
  const text = typeof held !== 'string' ? null : isEncoded ? decodeBase64Text(held) : held
  if (text?.includes('-----BEGIN ') !== true) return placeholder[form]
  const isPublic = [...text.matchAll(/-----BEGIN ([^-]*)-----/g)].every(([, what]) => what === 'CERTIFICATE')
  return isPublic ? null : keyPlaceholder[form]
}
