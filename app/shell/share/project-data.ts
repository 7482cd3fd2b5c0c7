import type { TrafficRequest } from '../../store/contracts.ts'
import { isRecord, type UnknownRecord } from '../../store/record.ts'
import type { ExpectedOutcome, KeptTest, RequestDraft } from '../../store/view.ts'
import type { Point, SavedFile, Snapshot } from '../snapshot.ts'

/**
 * A project as a link or a project file holds it. Whoever sent it may have sent anything: every field is read by its shape, and what
 * has another is left out.
 */
export const format = 'portolan-project'
const version = 1

export function projectData(snapshot: Snapshot): object {
  const { active, pins, places, collapsed, tests, draft } = snapshot
  return {
    format,
    version,
    files: snapshot.files.map(({ name, text, enabled, bytes }) => ({
      name,
      ...(bytes === null ? { text } : { base64: toBase64(bytes) }),
      ...(!enabled && { enabled }),
    })),
    active,
    pins,
    places,
    collapsed,
    tests,
    draft,
  }
}

/** The project in parsed JSON; null where it is none. `newer` where a later version of this page wrote it. */
export function readProject(data: unknown): Snapshot | 'newer' | null {
  if (!isRecord(data) || data['format'] !== format) return null
  if (typeof data['version'] !== 'number') return null
  if (data['version'] > version) return 'newer'
  const files = list(data['files']).flatMap(readFile)
  if (files.length === 0) return null
  const active = data['active']
  return {
    version: 1,
    files,
    active: typeof active === 'number' && Number.isInteger(active) && files[active] !== undefined ? active : 0,
    pins: record(data['pins'], readPoint),
    places: record(data['places'], readPoint),
    collapsed: record(data['collapsed'], value => (typeof value === 'boolean' ? value : null)),
    tests: list(data['tests']).flatMap(readTest),
    draft: readDraft(data['draft']),
    keepSecrets: false,
    pristine: false,
  }
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0)

function record<T>(value: unknown, read: (value: unknown) => T | null): Record<string, T> {
  if (!isRecord(value)) return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, held]) => {
      const made = read(held)
      return made === null ? [] : [[key, made] as const]
    }),
  )
}

function readPoint(value: unknown): Point | null {
  if (!isRecord(value)) return null
  const { x, y } = value
  return typeof x === 'number' && typeof y === 'number' && Math.abs(x) < 1e7 && Math.abs(y) < 1e7 ? { x, y } : null
}

function readFile(value: unknown): SavedFile[] {
  if (!isRecord(value) || typeof value['name'] !== 'string' || value['name'] === '') return []
  const name = value['name'].slice(0, 500)
  const enabled = value['enabled'] !== false
  if (typeof value['text'] === 'string') return [{ name, text: value['text'], enabled, bytes: null, withheld: false }]
  const bytes = fromBase64(text(value['base64']))
  return bytes === null ? [] : [{ name, text: new TextDecoder().decode(bytes), enabled, bytes, withheld: false }]
}

function readTest(value: unknown): KeptTest[] {
  if (!isRecord(value)) return []
  const request = readRequest(value['request'])
  if (request === null) return []
  return [
    {
      id: crypto.randomUUID(),
      name: text(value['name']),
      request,
      expected: list(value['expected']).filter(isRecord).map(readExpected),
      ...(isRecord(value['asserted']) && { asserted: value['asserted'] }),
    },
  ]
}

const verdicts = ['delivered', 'answered', 'redirected', 'refused', 'failed', 'unknown'] as const

const readExpected = (value: UnknownRecord): ExpectedOutcome => ({
  share: number(value['share']),
  verdict: verdicts.find(verdict => verdict === value['verdict']) ?? 'unknown',
  detail: text(value['detail']),
  backend: text(value['backend']),
})

function readRequest(value: unknown): TrafficRequest | null {
  if (!isRecord(value) || !isRecord(value['http'])) return null
  const { http, from, to } = value
  return {
    from:
      isRecord(from) && from['kind'] === 'pod'
        ? { kind: 'pod', namespace: text(from['namespace']), name: text(from['name']) }
        : { kind: 'external', ip: isRecord(from) && typeof from['ip'] === 'string' ? from['ip'] : null },
    to: isRecord(to)
      ? { kind: text(to['kind']), namespace: text(to['namespace']), name: text(to['name']), section: null }
      : null,
    http: {
      method: text((http as UnknownRecord)['method']) || 'GET',
      url: text((http as UnknownRecord)['url']),
      headers: list((http as UnknownRecord)['headers'])
        .filter(pair => Array.isArray(pair) && pair.length === 2)
        .map(pair => [text((pair as unknown[])[0]), text((pair as unknown[])[1])] as const),
      sni: null,
    },
    connection: null,
  }
}

function readDraft(held: unknown): RequestDraft {
  const value: UnknownRecord = isRecord(held) ? held : {}
  return {
    method: text(value['method']) || 'GET',
    url: text(value['url']),
    headers: list(value['headers'])
      .filter(isRecord)
      .map((header, id) => ({ id, name: text(header['name']), value: text(header['value']) })),
    from: text(value['from']),
    entry: text(value['entry']),
  }
}

const toBase64 = (bytes: Uint8Array): string => {
  let binary = ''
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(binary)
}

function fromBase64(encoded: string): Uint8Array | null {
  try {
    return encoded === '' ? null : Uint8Array.from(atob(encoded), char => char.charCodeAt(0))
  } catch {
    return null
  }
}
