import { decodeBase64Text } from '../model/index.ts'
import type { FileId, TextEdit } from '../text/index.ts'
import { isMap, planEdits, rangeOf, type SourceDocument, type YamlOp, type YamlValue } from '../yaml/index.ts'
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
    const moved = [...plan.edits, ...commentsBeside(doc, plan.edits)].map(edit => ({
      from: edit.from + start,
      to: edit.to + start,
      insert: edit.insert,
    }))
    edits.set(doc.file, [...(edits.get(doc.file) ?? []), ...moved])
  }
  return {
    files: [...edits].map(([file, list]) => ({ file, edits: list.sort((a, b) => a.from - b.from || a.to - b.to) })),
    unreadable: [...unreadable],
    count,
  }
}

/** Edits that take out the comments among the values, and behind them: they may say what the values were. */
function commentsBeside(doc: SourceDocument, edits: readonly TextEdit[]): TextEdit[] {
  const found: TextEdit[] = []
  for (const key of ['data', 'stringData']) {
    const pair = rangeOf(doc, [key], 'pair')
    if (pair === null) continue
    const from = doc.text.lastIndexOf('\n', pair.from - 1) + 1
    const column = pair.from - from
    const lines = /[^\r\n]*(?:\r\n|\r|\n|$)/y
    for (lines.lastIndex = from; lines.lastIndex < doc.text.length; ) {
      const at = lines.lastIndex
      const line = lines.exec(doc.text)?.[0] ?? ''
      const isComment = /^[ \t]*#/.test(line)
      const isDeeper = line.length - line.trimStart().length > column
      if (at >= pair.to && !(isComment && isDeeper)) break
      const end = at + line.trimEnd().length
      const signs = isComment ? [line.indexOf('#')] : [...line.matchAll(/(?<=[ \t])#/g)].map(({ index }) => index)
      // A sign within quotes, or within the text of a value, is no comment.
      const sign = signs.find(place => !isWithinValue(doc, key, at + place))
      if (sign === undefined || edits.some(edit => edit.from <= at + sign && at + sign < edit.to)) continue
      found.push(isComment ? { from: at, to: at + line.length, insert: '' } : { from: at + sign, to: end, insert: '' })
    }
  }
  return found
}

function isWithinValue(doc: SourceDocument, key: string, offset: number): boolean {
  const held = isMap(doc.value) ? doc.value[key] : undefined
  return Object.keys(isMap(held) ? held : {}).some(name => {
    const range = rangeOf(doc, [key, name], 'value')
    return range !== null && range.from <= offset && offset < range.to
  })
}

/** Null: what the text says now is not known. */
function opsOf({ value, stale, problems }: SourceDocument): YamlOp[] | null {
  if (stale || (value === undefined && problems.length > 0)) return null
  if (!isMap(value) || value['kind'] !== 'Secret') return holdsSecret(value) ? null : []
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
function holdsSecret(value: YamlValue | undefined): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret)
  if (!isMap(value)) return false
  return value['kind'] === 'Secret' || Object.values(value).some(holdsSecret)
}

/** What may be shared in a value's place; null where it is public itself. */
function sharedFor(held: YamlValue, isEncoded: boolean): string | null {
  const form = isEncoded ? 'encoded' : 'text'
  const text = typeof held !== 'string' ? null : isEncoded ? decodeBase64Text(held) : held
  if (text?.includes('-----BEGIN ') !== true) return placeholder[form]
  const isPublic = [...text.matchAll(/-----BEGIN ([^-]*)-----/g)].every(([, what]) => what === 'CERTIFICATE')
  return isPublic ? null : keyPlaceholder[form]
}
