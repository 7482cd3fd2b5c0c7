import { describe, expect, test } from 'vitest'
import { app } from '../../../test/ask.ts'
import { planned, type Workbench, workbench } from '../../../test/workbench.ts'

const virtual = (rule: string): string => `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: r, namespace: default}
spec:
  hosts: [one]
  http:
    # the first of all
    - match: [{uri: {prefix: /a}}]
${rule}`

const plain = virtual(`      route: # there
        - destination: {host: one}
          weight: 90
        - destination: {host: two}
          weight: 10
`)

const faulty = virtual(`      fault:
        # slow for some
        delay:
          fixedDelay: 7s # seven
          percentage:
            value: 50
      timeout: 10s
      retries:
        attempts: 3
        perTryTimeout: 2s
      route:
        - destination: {host: one}
      mirror: {host: two}
`)

const http = (rule: string): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: default}
spec:
  rules:
    - backendRefs:
        - name: one
          port: 80
        - name: two
          port: 80
          weight: 3
${rule}`

/** Lines of the text after; what does not stand among them was there before. */
function writes(bench: Workbench, intent: Parameters<Workbench['plan']>[0], lines: string): void {
  const text = planned(bench, intent)
  const at = text.indexOf(lines)
  expect(text).toContain(lines)
  expect(bench.text.startsWith(text.slice(0, at))).toBe(true)
  expect(bench.text.endsWith(text.slice(at + lines.length))).toBe(true)
}

const apps = app('one') + app('two')
const on = (text: string, to = 'one') => {
  const bench = workbench(apps + text)
  return { bench, tune: (texts: Record<string, string>) => ({ kind: 'tune', edge: bench.edge(to), texts }) as const }
}

describe('what a form of a line writes', () => {
  test('a stanza that is new stands whole before the route, with its numbers as numbers', () => {
    const { bench, tune } = on(plain)
    writes(
      bench,
      tune({ 'fault.delay.fixedDelay': '5s', 'fault.delay.percentage.value': '12.5' }),
      `    - match: [{uri: {prefix: /a}}]
      fault:
        delay:
          fixedDelay: 5s
          percentage:
            value: 12.5
      route: # there
`,
    )
  })

  test('fields that are there are changed in place, comments stay', () => {
    const { bench, tune } = on(faulty)
    writes(
      bench,
      tune({ 'fault.delay.fixedDelay': '500ms', 'fault.abort.httpStatus': '503', 'fault.abort.percentage.value': '1' }),
      `      fault:
        # slow for some
        delay:
          fixedDelay: 500ms # seven
          percentage:
            value: 50
        abort:
          httpStatus: 503
          percentage:
            value: 1
      timeout: 10s
`,
    )
  })

  test('what is taken out takes the parents along that it leaves empty, and no other', () => {
    const { bench, tune } = on(faulty)
    const gone = planned(bench, tune({ 'fault.delay.fixedDelay': '', 'fault.delay.percentage.value': '' }))
    expect(gone).not.toMatch(/fault:|delay:|percentage/)
    expect(gone).toContain('    - match: [{uri: {prefix: /a}}]\n      timeout: 10s\n')
    const tries = planned(bench, tune({ 'retries.perTryTimeout': '' }))
    expect(tries).toContain('      retries:\n        attempts: 3\n      route:\n')
  })

  test('a delay for an abort in one step', () => {
    const { bench, tune } = on(faulty)
    const text = planned(
      bench,
      tune({
        'fault.delay.fixedDelay': '',
        'fault.delay.percentage.value': '',
        'fault.abort.grpcStatus': 'UNAVAILABLE',
        'fault.abort.percentage.value': '100',
      }),
    )
    expect(text).toContain(
      '      fault:\n        abort:\n          grpcStatus: UNAVAILABLE\n          percentage:\n            value: 100\n',
    )
    expect(text).not.toContain('delay')
  })

  test('the copies of a mirror, and a weight', () => {
    const mirror = on(faulty, 'two')
    expect(planned(mirror.bench, mirror.tune({ 'mirrorPercentage.value': '25' }))).toContain(
      '      mirrorPercentage:\n        value: 25\n',
    )
    const { bench, tune } = on(plain)
    expect(planned(bench, tune({ 'route.0.weight': '75' }))).toContain(
      '        - destination: {host: one}\n          weight: 75\n',
    )
  })

  test('the older percent of Istio is written where it stands', () => {
    const { bench, tune } = on(
      virtual('      fault: {delay: {fixedDelay: 7s, percent: 10}}\n      route: [{destination: {host: one}}]\n'),
    )
    expect(planned(bench, tune({ 'fault.delay.percent': '20' }))).toContain(
      'fault: {delay: {fixedDelay: 7s, percent: 20}}',
    )
  })

  test('Gateway API: limits and tries', () => {
    const { bench, tune } = on(http(''))
    writes(
      bench,
      tune({
        'timeouts.request': '10s',
        'timeouts.backendRequest': '2s',
        'retry.attempts': '3',
        'retry.codes': '502,503',
      }),
      `          weight: 3
      timeouts:
        request: 10s
        backendRequest: 2s
      retry:
        attempts: 3
        codes:
          - 502
          - 503
`,
    )
    const limited = on(http('      timeouts: {request: 10s}\n'))
    expect(planned(limited.bench, limited.tune({ 'timeouts.request': '' }))).not.toContain('timeouts')
  })

  test('nothing changed writes nothing', () => {
    const { bench, tune } = on(faulty)
    const plan = bench.plan(tune({ timeout: '10s', 'retries.attempts': ' 3 ' }))
    expect(plan).toMatchObject({ kind: 'edits', files: [{ edits: [] }] })
  })
})

describe('what is refused, at its field', () => {
  test.each([
    [plain, { timeout: '10' }, 'tune.badDuration', 'timeout'],
    [plain, { timeout: '1us' }, 'tune.tooFine', 'timeout'],
    [plain, { 'fault.delay.fixedDelay': '0s' }, 'tune.tooShort', 'fault.delay.fixedDelay'],
    [plain, { 'fault.delay.percentage.value': '50' }, 'tune.needed', 'fault.delay.fixedDelay'],
    [plain, { 'fault.abort.percentage.value': '50' }, 'tune.needed', 'fault.abort.httpStatus'],
    [plain, { 'fault.abort.httpStatus': '199' }, 'tune.notWhole', 'fault.abort.httpStatus'],
    [plain, { 'fault.abort.grpcStatus': 'GONE' }, 'tune.notOneOf', 'fault.abort.grpcStatus'],
    [
      plain,
      { 'fault.abort.httpStatus': '503', 'fault.abort.grpcStatus': 'ABORTED' },
      'tune.eitherOr',
      'fault.abort.grpcStatus',
    ],
    [
      plain,
      { 'fault.abort.httpStatus': '503', 'fault.abort.percentage.value': '101' },
      'tune.badPercent',
      'fault.abort.percentage.value',
    ],
    [faulty, { 'retries.attempts': '0' }, 'tune.noTries', 'retries.attempts'],
    [faulty, { 'retries.attempts': '' }, 'tune.needed', 'retries.attempts'],
    [faulty, { 'retries.retryOn': '5xx,sometimes' }, 'tune.badRetryOn', 'retries.retryOn'],
    [plain, { 'route.0.weight': '-1' }, 'tune.notWhole', 'route.0.weight'],
    [http(''), { 'timeouts.request': '1.5s' }, 'tune.badGatewayDuration', 'timeouts.request'],
    [
      http('      timeouts: {request: 1s}\n'),
      { 'timeouts.backendRequest': '2s' },
      'tune.backendLonger',
      'timeouts.backendRequest',
    ],
    [http(''), { 'retry.codes': '200' }, 'tune.badCodes', 'retry.codes'],
  ])('%#: %o is %s', (text, texts, code, field) => {
    const { bench, tune } = on(text)
    expect(bench.plan(tune(texts as unknown as Record<string, string>))).toMatchObject({
      kind: 'refused',
      code,
      facts: { field: { value: field } },
    })
  })

  test('a request may last for ever, its tries not', () => {
    const { bench, tune } = on(http('      timeouts: {request: 0s}\n'))
    expect(bench.plan(tune({ 'timeouts.backendRequest': '2s' }))).toMatchObject({ kind: 'edits' })
  })
})
