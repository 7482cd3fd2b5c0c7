import type { TrafficRequest } from '../../store/contracts.ts'
import { expectedOf, meets, testName } from '../../store/expected.ts'
import { isRecord, type UnknownRecord } from '../../store/record.ts'
import { type ExpectedOutcome, type KeptTest, setView, useView } from '../../store/view.ts'
import { say } from '../../ui/text.ts'
import { toast } from '../../ui/toast.ts'
import { ask } from '../../worker/client.ts'

/** Keeps the requests of traffic tests, each with what it is expected to come to; says how many there were, and what the page cannot ask. */
export async function takeTests(texts: readonly string[]): Promise<void> {
  const tests: KeptTest[] = []
  let left = 0
  for (const text of texts) {
    const reply = await ask({ kind: 'plain', text })
    const value: unknown = reply.kind === 'plain' ? reply.value : null
    const rows = isRecord(value) && Array.isArray(value['requests']) ? value['requests'] : []
    for (const row of rows) {
      const test = isRecord(row) ? await testOfRow(row) : null
      if (test === null) left += 1
      else tests.push(test)
    }
  }
  const known = new Set(useView.getState().tests.map(same))
  const fresh = tests.filter(test => !known.has(same(test)))
  if (fresh.length > 0)
    setView({ tests: [...useView.getState().tests, ...fresh], bottomOpen: true, bottomTab: 'tests' })
  toast.message(
    say('tests.taken', { n: fresh.length }),
    left === 0 ? {} : { description: say('tests.left', { n: left }) },
  )
}

const same = ({ request, expected, asserted }: KeptTest): string => JSON.stringify([request, asserted ?? expected])

async function testOfRow(row: UnknownRecord): Promise<KeptTest | null> {
  const { expect, name } = row
  const request = requestOfRow(row)
  const wanted = isRecord(expect) ? outcomesOf(expect) : null
  if (request === null || wanted === null) return null
  const reply = await ask({ kind: 'trace', request, sample: 1 })
  const outcomes = reply.kind === 'trace' ? expectedOf(reply.answer) : []
  const asserted = expect as UnknownRecord
  return {
    id: crypto.randomUUID(),
    name: typeof name === 'string' ? name : testName(request),
    request,
    // Shown in full where it is so; compared is only what the file asserts.
    expected: meets(asserted, outcomes) ? outcomes : wanted,
    asserted,
  }
}

/** `note` and `inferred` say where a row is from, and nothing about it. */
const rowKeys = new Set(['name', 'from', 'to', 'http', 'expect', 'inferred', 'note'])
const httpKeys = new Set(['method', 'url', 'headers'])

/** Null for what the page's own fields cannot say. */
function requestOfRow(row: UnknownRecord): TrafficRequest | null {
  const { http } = row
  if (Object.keys(row).some(key => !rowKeys.has(key))) return null
  if (!isRecord(http) || Object.keys(http).some(key => !httpKeys.has(key)) || typeof http['url'] !== 'string')
    return null
  const from = fromOf(row['from'])
  const to = toOf(row['to'])
  if (from === null || to === undefined) return null
  const headers = isRecord(http['headers']) ? http['headers'] : {}
  return {
    from,
    to,
    http: {
      method: typeof http['method'] === 'string' ? http['method'] : 'GET',
      url: http['url'],
      headers: Object.entries(headers).flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value]).map(each => [name, String(each)] as const),
      ),
      sni: null,
    },
    connection: null,
  }
}

function fromOf(from: unknown): TrafficRequest['from'] | null {
  if (from === undefined || from === 'external') return { kind: 'external', ip: null }
  if (!isRecord(from) || Object.keys(from).length !== 1) return null
  const { ip, pod } = from
  if (typeof ip === 'string') return { kind: 'external', ip }
  if (typeof pod !== 'string') return null
  return { kind: 'pod', ...placeOf(pod) }
}

/** `namespace/name`, or a name in the namespace `default`. */
function placeOf(text: string): { readonly namespace: string; readonly name: string } {
  const [namespace = '', name = ''] = text.includes('/') ? text.split('/') : ['default', text]
  return { namespace, name }
}

const entryKinds: Readonly<Record<string, string>> = {
  gateway: 'Gateway',
  ingress: 'Ingress',
  listenerset: 'ListenerSet',
}

/** Undefined for an entry that the page cannot choose. */
function toOf(to: unknown): TrafficRequest['to'] | undefined {
  if (to === undefined) return null
  const [entry, ...others] = isRecord(to) ? Object.entries(to) : []
  const kind = entry === undefined ? undefined : entryKinds[entry[0]]
  if (entry === undefined || others.length > 0 || kind === undefined || typeof entry[1] !== 'string') return undefined
  return { kind, ...placeOf(entry[1]), section: null }
}

/** What the expectation of a file says, as outcomes; null where it says more than the page compares. */
function outcomesOf(expect: UnknownRecord): ExpectedOutcome[] | null {
  const { status, backend, backends, redirect, denied } = expect
  const known = ['status', 'backend', 'backends', 'redirect', 'denied']
  if (Object.keys(expect).some(key => !known.includes(key))) return null
  const one = (verdict: ExpectedOutcome['verdict'], detail: string, to: unknown, share = 100): ExpectedOutcome => ({
    share,
    verdict,
    detail,
    backend: isRecord(to) ? backendText(to) : '',
  })
  if (denied === true) return [one('refused', '', null)]
  if (isRecord(redirect)) {
    const { scheme = '', host = '', path = '' } = redirect
    return [
      one(
        'redirected',
        `${String(redirect['status'] ?? 302)} ${String(scheme)}://${String(host)}${String(path)}`,
        null,
      ),
    ]
  }
  const code = String(status ?? 200)
  if (Array.isArray(backends))
    return backends.map(each => one('delivered', code, each, Number(isRecord(each) ? each['weight'] : 0)))
  if (backend !== undefined) return [one('delivered', code, backend)]
  return status === undefined ? null : [one('answered', code, null)]
}

function backendText({ namespace = '*', service = '*', port, subset }: UnknownRecord): string {
  const where = `${String(namespace)}/${String(service)}`
  return `${where}${port === undefined ? '' : `:${String(port)}`}${subset === undefined ? '' : ` · ${String(subset)}`}`
}
