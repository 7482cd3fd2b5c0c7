import fc from 'fast-check'
import { deflateSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { KeptTest } from '../../store/view.ts'
import type { Snapshot } from '../snapshot.ts'
import { mermaidOf } from './mermaid.ts'
import { pack, unpack } from './pack.ts'
import { projectData, readProject } from './project-data.ts'
import { caseOf } from './traffic-case.ts'

const snapshot = (text: string): Snapshot => ({
  version: 1,
  files: [
    { name: 'a.yaml', text, enabled: true, bytes: null, withheld: false },
    { name: 'b.yaml', text: '', enabled: false, bytes: new Uint8Array([255, 254, 0]), withheld: false },
  ],
  active: 1,
  pins: { 'Service/a/b': { x: 1.5, y: -2 } },
  places: { 'frame/a': { x: 0, y: 0 } },
  collapsed: { a: true },
  tests: [],
  draft: { method: 'PUT', url: 'http://a/', headers: [{ id: 0, name: 'x', value: 'y' }], from: 'a/b', entry: '' },
  keepSecrets: true,
  pristine: true,
})

const read = (data: unknown): Snapshot => {
  const found = readProject(data)
  if (found === null || found === 'newer') throw new Error(String(found))
  return found
}

describe('a project that is shared', () => {
  test('comes back as it went: any text, to the byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async text => {
        const found = await unpack(`#${await pack(projectData(snapshot(text)), '')}`, '')
        if (found.kind !== 'data') throw new Error(found.kind)
        const now = read(found.data)
        expect(now.files[0]).toEqual(snapshot(text).files[0])
        expect([...(now.files[1]?.bytes ?? [])]).toEqual([255, 254, 0])
        const { pins, places, collapsed, draft, active } = snapshot(text)
        expect(now).toMatchObject({ pins, places, collapsed, draft, active, keepSecrets: false })
      }),
      { numRuns: 100 },
    )
  })

  test('whatever somebody sends is read by its shape, and never throws', () => {
    fc.assert(
      fc.property(
        fc.object({
          key: fc.constantFrom(
            'format',
            'version',
            'files',
            'name',
            'text',
            'pins',
            'tests',
            'draft',
            'request',
            'http',
            '__proto__',
          ),
        }),
        data => {
          const found = readProject({ format: 'portolan-project', version: 1, ...data })
          if (found === null || found === 'newer') return
          for (const file of found.files) expect(typeof file.text).toBe('string')
          for (const point of Object.values(found.pins)) expect(Number.isFinite(point.x + point.y)).toBe(true)
          for (const kept of found.tests) expect(typeof kept.request.http?.url).toBe('string')
        },
      ),
      { numRuns: 2000 },
    )
  })

  test.each([
    ['another format', { format: 'x', version: 1, files: [{ name: 'a', text: '' }] }, null],
    ['no files', { format: 'portolan-project', version: 1, files: [] }, null],
    ['of the future', { format: 'portolan-project', version: 2, files: [{ name: 'a', text: '' }] }, 'newer'],
    ['nothing', null, null],
  ])('%s', (_, data, want) => expect(readProject(data)).toBe(want))

  test('with a password only that one opens it, and the text is not in it', async () => {
    const packed = await pack(projectData(snapshot('hunter2')), 'sesame')
    expect(await unpack(packed, '')).toEqual({ kind: 'locked' })
    expect(await unpack(packed, 'barley')).toEqual({ kind: 'locked' })
    const found = await unpack(packed, 'sesame')
    expect(found.kind === 'data' && read(found.data).files[0]?.text).toBe('hunter2')
    expect(await unpack(`${packed.slice(0, -3)}AAA`, 'sesame')).toEqual({ kind: 'locked' })
  })

  test.each([
    ['cut', 'p1.q1YqSyxJTE'],
    ['empty', 'p1.'],
    ['no base64', 'p1.%%%'],
    ['of a kind that is not known', 'z9.AAAA'],
    ['that grows without end', `p1.${Buffer.from(deflateSync(new Uint8Array(70_000_000))).toString('base64url')}`],
  ])('a link that is %s is broken, not trusted', async (_, fragment) => {
    expect((await unpack(fragment, '')).kind).toBe('broken')
  })
})

test('kept requests are written in the grammar of the command', () => {
  const kept = (name: string, from: KeptTest['request']['from'], expected: KeptTest['expected']): KeptTest => ({
    id: name,
    name,
    request: {
      from,
      to: null,
      http: {
        method: 'GET',
        url: 'http://a/',
        headers: [
          ['x', '1'],
          ['x', '2'],
          ['y', '3'],
        ],
        sni: null,
      },
      connection: null,
    },
    expected,
  })
  const outside = { kind: 'external', ip: null } as const
  const delivered = { share: 100, verdict: 'delivered', detail: '200', backend: 'n/s:80 · v1' } as const
  const value = caseOf(
    [
      kept('a', outside, [delivered]),
      kept('a', { kind: 'pod', namespace: 'n', name: 'p' }, [{ ...delivered, verdict: 'refused', detail: 'ingress' }]),
      kept('b', outside, [
        { ...delivered, share: 90 },
        { ...delivered, share: 10, backend: 'n/t:80' },
      ]),
      kept('c', outside, [{ ...delivered, verdict: 'redirected', detail: '301 https://h:8443/p?q=1', backend: '' }]),
      kept('d', outside, [{ ...delivered, verdict: 'failed', detail: '503 noEndpoints' }]),
      kept('e', outside, [{ ...delivered, verdict: 'unknown', detail: 'x' }]),
    ],
    ['m.yaml'],
  )
  const http = { method: 'GET', url: 'http://a/', headers: { x: ['1', '2'], y: '3' } }
  expect(value).toEqual({
    feature: 'traffic tests',
    manifests: ['m.yaml'],
    requests: [
      { name: 'a', http, expect: { status: 200, backend: { namespace: 'n', service: 's', port: 80, subset: 'v1' } } },
      { name: 'a (2)', from: { pod: 'n/p' }, http, expect: { denied: true } },
      {
        name: 'b',
        http,
        expect: {
          backends: [
            { namespace: 'n', service: 's', port: 80, subset: 'v1', weight: 90 },
            { namespace: 'n', service: 't', port: 80, weight: 10 },
          ],
        },
      },
      { name: 'c', http, expect: { redirect: { status: 301, scheme: 'https', host: 'h', path: '/p' } } },
      { name: 'd', http, expect: { status: 503 } },
    ],
  })
})

test('a name cannot leave its place in a flowchart', () => {
  const text = mermaidOf(
    new Map([
      [
        'x',
        {
          id: 'x',
          role: 'service',
          kind: 'Service',
          namespace: 'a"]\n  click x call evil()',
          name: '"]<script>',
          doc: null,
          subtitle: '',
          state: 'live',
          rows: [],
          badges: [],
          source: false,
        },
      ],
    ]),
    new Map(),
    'internet',
  )
  expect(text.split('\n')).toHaveLength(5)
  expect(text).not.toContain('<script>')
  expect(text).toContain('(["#34;]#60;script#62;')
})
