import { decodeBase64Text } from '../model/index.ts'
import { applyEdits, composeEdits, type FileId, type TextEdit } from '../text/index.ts'
import {
  commentsIn,
  isMap,
  planEdits,
  readPlain,
  type SourceDocument,
  sameValue,
  type YamlOp,
  type YamlValue,
} from '../yaml/index.ts'
import type { FileEdits } from './messages.ts'
import type { Sources } from './sources.ts'
import { lastApplied } from './without-server-fields.ts'

/** What stands where a value was taken out, as text and in base64. */
const placeholder = { text: 'withheld', encoded: 'd2l0aGhlbGQ=' } as const

/** A private key's shape: what reads the Secret still finds a key in it, so that requests are answered as before. */
const keyPlaceholder = {
  text: '-----BEGIN PRIVATE KEY-----\nwithheld\n-----END PRIVATE KEY-----\n',
  encoded: 'LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCndpdGhoZWxkCi0tLS0tRU5EIFBSSVZBVEUgS0VZLS0tLS0K',
} as const

/**
 * Edits that take the values and the comments out of every Secret, and files where that cannot be promised: a document that may be one does
 * not parse, says a key twice, or shares its values through anchors. Certificates stay: they are public, and which names they hold decides
 * requests.
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
    if (doc === undefined) continue
    const done = clearedOf(doc, doc.list === null ? undefined : sources.document(doc.list)?.value)
    if (done === null) {
      unreadable.add(doc.file)
      continue
    }
    count += done.count
    const start = sources.startOf(id)
    const moved = done.edits.map(edit => ({ from: edit.from + start, to: edit.to + start, insert: edit.insert }))
    if (moved.length > 0) edits.set(doc.file, [...(edits.get(doc.file) ?? []), ...moved])
  }
  return {
    files: [...edits].map(([file, list]) => ({ file, edits: list.sort((a, b) => a.from - b.from || a.to - b.to) })),
    unreadable: [...unreadable],
    count,
  }
}

const nothing = { edits: [], count: 0 } as const

/** Null: what the text says now is not known, or cannot be taken out for sure. `list`: the value of the list that it is an item of. */
function clearedOf(
  doc: SourceDocument,
  list: YamlValue | undefined,
): { readonly edits: readonly TextEdit[]; readonly count: number } | null {
  const { text, value, stale, problems } = doc
  if (stale || (value === undefined && problems.length > 0)) return mayBeSecret(text, list) ? null : nothing
  const kind = isMap(value) ? (value['kind'] ?? kindOfItems(list)) : undefined
  if (!isMap(value) || kind !== 'Secret') return holdsSecret(value, kindOfItems(value)) ? null : nothing
  // One of two equal keys would be left, and what an anchor holds is told elsewhere too.
  if (problems.length > 0 || sharesValues(text)) return null
  const ops = opsOf(value)
  const plan = planEdits(doc, ops)
  if (!plan.ok) return null
  const after = applyEdits(text, plan.edits)
  const comments = commentsIn(after)
  if (comments === null) return null
  const bare = comments.map(({ from, to }) => withLine(after, from, to))
  const cleared = applyEdits(after, bare)
  if (!means(cleared, after)) return null
  return { edits: composeEdits(plan.edits, bare), count: ops.length }
}

const kindOfItems = (list: YamlValue | undefined): string | undefined => {
  const kind = isMap(list) ? list['kind'] : undefined
  return typeof kind === 'string' && kind.endsWith('List') ? kind.slice(0, -'List'.length) || undefined : undefined
}

/** A text that does not parse: any letter of the word may be written as an escape. */
const mayBeSecret = (text: string, list: YamlValue | undefined): boolean =>
  kindOfItems(list) === 'Secret' || /Secret|\\[uUx]/.test(text)

const sharesValues = (text: string): boolean => /(?:^|[\s[{,:])[&*][^\s,[\]{}]/.test(text)

/** A comment, with its line where nothing else stands on it. */
function withLine(text: string, from: number, to: number): TextEdit {
  const start = text.lastIndexOf('\n', from - 1) + 1
  if (text.slice(start, from).trim() !== '' || text.startsWith('\uFEFF', start)) return { from, to, insert: '' }
  const end = /^(?:\r\n|\r|\n)?/.exec(text.slice(to, to + 2))?.[0].length ?? 0
  return { from: start, to: to + end, insert: '' }
}

/** Whether the one text says what the other does. */
function means(text: string, other: string): boolean {
  const [a, b] = [readPlain(text), readPlain(other)]
  return a.ok && b.ok && sameValue(a.value, b.value)
}

function opsOf(value: { readonly [key: string]: YamlValue }): YamlOp[] {
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

/** Whether there is a Secret within something else: in a list whose items are no documents of their own. */
function holdsSecret(value: YamlValue | undefined, kindOf: string | undefined): boolean {
  if (Array.isArray(value)) return value.some(item => holdsSecret(item, kindOf))
  if (!isMap(value)) return false
  const { kind, data, stringData } = value
  if (kind === 'Secret') return true
  if (kind === undefined && kindOf === 'Secret' && (data !== undefined || stringData !== undefined)) return true
  return Object.values(value).some(item => holdsSecret(item, kindOf))
}

/** What may be shared in a value's place; null where it is public itself. */
function sharedFor(held: YamlValue, isEncoded: boolean): string | null {
  const form = isEncoded ? 'encoded' : 'text'
  const text = typeof held !== 'string' ? null : isEncoded ? decodeBase64Text(held) : held
  if (text?.includes('-----BEGIN ') !== true) return placeholder[form]
  const isPublic = [...text.matchAll(/-----BEGIN ([^-]*)-----/g)].every(([, what]) => what === 'CERTIFICATE')
  return isPublic ? null : keyPlaceholder[form]
}
