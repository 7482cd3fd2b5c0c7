import fc from 'fast-check'
import { expect, test } from 'vitest'
import { app, ask, project as open } from '../../../test/ask.ts'

/** What proxies do with what they are given, however it came past admission. */
const project = (yaml: string, assume = 'istioAdmission: bypassed'): ReturnType<typeof open> => open(yaml, assume)

/** A match as it is written; what is missing is not asked. */
interface Match {
  readonly uri?: StringMatch
  readonly ignoreUriCase?: boolean
  readonly method?: StringMatch
  readonly headers?: Readonly<Record<string, StringMatch>>
  readonly withoutHeaders?: Readonly<Record<string, StringMatch>>
  readonly queryParams?: Readonly<Record<string, StringMatch>>
  readonly port?: number
  readonly sourceLabels?: Readonly<Record<string, string>>
  readonly sourceNamespace?: string
  readonly gateways?: readonly string[]
}
type StringMatch = { readonly exact?: string; readonly prefix?: string; readonly regex?: string }

interface Sent {
  readonly path: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
}

const value = fc.constantFrom('a', 'b', 'ab', '')
const text: fc.Arbitrary<StringMatch> = fc.oneof(
  value.map(exact => ({ exact })),
  fc.constantFrom('a', 'b').map(prefix => ({ prefix })),
  fc.constantFrom('a.*', '[ab]', '.*', '*').map(regex => ({ regex })),
  fc.constant({}),
)
const uri: fc.Arbitrary<StringMatch> = fc.oneof(
  fc.constantFrom('/', '/a', '/A', '/a/b').map(exact => ({ exact })),
  fc.constantFrom('/', '/a', '/A', '/a/').map(prefix => ({ prefix })),
  fc.constantFrom('/a.*', '/[ab]', '.*').map(regex => ({ regex })),
)
const names = fc.constantFrom('x', 'y')
const match: fc.Arbitrary<Match> = fc.record(
  {
    uri,
    ignoreUriCase: fc.boolean(),
    method: fc.constantFrom('GET', 'POST').map(exact => ({ exact })),
    headers: fc.dictionary(names, text, { maxKeys: 2 }),
    withoutHeaders: fc.dictionary(names, text, { maxKeys: 1 }),
    queryParams: fc.dictionary(names, text, { maxKeys: 1 }),
    port: fc.constantFrom(80, 81),
    sourceLabels: fc.constantFrom({ app: 'client' }, { app: 'other' }),
    sourceNamespace: fc.constantFrom('default', 'far'),
    gateways: fc.constantFrom(['mesh'], ['edge'], ['mesh', 'edge']),
  },
  { requiredKeys: [] },
)
const routes = fc.array(fc.array(match, { maxLength: 3 }), { minLength: 1, maxLength: 6 })
const sent: fc.Arbitrary<Sent> = fc.record({
  path: fc.constantFrom('/', '/a', '/A', '/a/', '/a/b', '/ab', '/b'),
  method: fc.constantFrom('GET', 'POST'),
  headers: fc.dictionary(names, value, { maxKeys: 2 }),
  query: fc.dictionary(names, value, { maxKeys: 1 }),
})

/** The list read as a person reads it: from the top, each match by itself. */
function readPlainly(list: readonly (readonly Match[])[], request: Sent): number {
  return list.findIndex(matches => matches.length === 0 || matches.some(item => holds(item, request)))
}

function holds(item: Match, { path, method, headers, query }: Sent): boolean {
  if (item.gateways !== undefined && !item.gateways.includes('mesh')) return false
  if (item.port !== undefined && item.port !== 80) return false
  if (item.gateways === undefined) {
    if (item.sourceNamespace !== undefined && item.sourceNamespace !== 'default') return false
    if (item.sourceLabels !== undefined && item.sourceLabels['app'] !== 'client') return false
  }
  if (item.method !== undefined && item.method.exact !== method) return false
  if (item.uri !== undefined) {
    const folds = item.ignoreUriCase === true && item.uri.regex === undefined
    const fold = (one: string): string => (folds ? one.toLowerCase() : one)
    const asked = Object.fromEntries(Object.entries(item.uri).map(([key, one]) => [key, fold(one)]))
    if (!compares(asked, fold(path))) return false
  }
  for (const [name, asked] of Object.entries(item.headers ?? {})) if (!compares(asked, headers[name])) return false
  for (const [name, asked] of Object.entries(item.queryParams ?? {})) if (!compares(asked, query[name])) return false
  for (const [name, asked] of Object.entries(item.withoutHeaders ?? {})) {
    const isPresence = Object.keys(asked).length === 0 || asked.regex === '*'
    if (compares(asked, isPresence ? headers[name] : (headers[name] ?? ''))) return false
  }
  return true
}

function compares({ exact, prefix, regex }: StringMatch, got: string | undefined): boolean {
  if (got === undefined) return false
  if (exact !== undefined) return got === exact
  if (prefix !== undefined) return got.startsWith(prefix)
  return regex === undefined || regex === '*' || new RegExp(`^(?:${regex})$`).test(got)
}

const client =
  '---\napiVersion: v1\nkind: Pod\nmetadata: {name: client, labels: {app: client}}\nspec: {containers: [{name: app, image: app}, {name: istio-proxy, image: auto}]}\n'

test('random VirtualServices: what the indexed tables take is what reading the list from the top takes [IS-13, IS-14, IS-15, IS-16, IS-17]', () => {
  let taken = 0
  let asked = 0
  fc.assert(
    fc.property(routes, fc.array(sent, { minLength: 4, maxLength: 12 }), (list, requests) => {
      const http = list.map((matches, index) => ({
        ...(matches.length === 0 ? {} : { match: matches }),
        directResponse: { status: 300 + index },
      }))
      const object = {
        apiVersion: 'networking.istio.io/v1',
        kind: 'VirtualService',
        metadata: { name: 'r' },
        spec: { hosts: ['cart'], gateways: ['mesh', 'edge'], http },
      }
      const opened = project(`${client}${app('cart')}---\n${JSON.stringify(object)}\n`)
      // A list of routes none of which is for sidecars leaves the service as it is.
      const isForSidecars = list.some(
        matches => matches.length === 0 || matches.some(item => item.gateways?.includes('mesh') !== false),
      )
      for (const request of requests) {
        const search = new URLSearchParams(request.query).toString()
        const url = `http://cart${request.path}${search === '' ? '' : `?${search}`}`
        const { outcomes } = ask(opened, {
          url,
          method: request.method,
          headers: request.headers,
          from: 'default/client',
        })
        const { verdict } = outcomes[0]!
        const got = verdict.kind === 'answered' ? verdict.status - 300 : verdict.kind === 'failed' ? -1 : null
        const want = readPlainly(list, request)
        asked++
        if (want >= 0) taken++
        expect(got).toBe(isForSidecars ? want : null)
      }
    }),
    { numRuns: 1200, seed: 20261125 },
  )
  expect(taken).toBeGreaterThan(asked / 5)
})
