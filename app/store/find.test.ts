import { describe, expect, test } from 'vitest'
import type { DocId, FileId, OutlineEntry, TopologyNode } from './contracts.ts'
import { type Findable, findAll, neighbourhood, parseFind } from './find.ts'
import { edgeBetween as edge, nodeOf } from './testing.ts'

const node = (id: string, kind: string, namespace: string, more: Partial<TopologyNode> = {}): TopologyNode => ({
  ...nodeOf(id, kind === '' ? 'outside' : 'service'),
  kind,
  namespace,
  ...more,
})

const byId = <T extends { readonly id: string }>(list: readonly T[]): Map<string, T> =>
  new Map(list.map(one => [one.id, one]))

const entry = (id: string, kind: string, namespace: string, file: string): OutlineEntry => ({
  id: id as DocId,
  file: file as FileId,
  order: 0,
  apiVersion: 'v1',
  kind,
  namespace,
  name: id,
  state: 'live',
  node: null,
})

const within: Findable = {
  nodes: byId([
    node('internet', '', ''),
    node('web', 'HTTPRoute', 'shop'),
    node('old', 'HTTPRoute', 'shop'),
    node('cart', 'Service', 'shop'),
    node('pay', 'Service', 'payments', { state: 'missing' }),
    node('spare', 'Service', 'shop-test'),
  ]),
  edges: byId([edge('internet', 'web'), edge('web', 'cart'), edge('old', 'pay', 'refused')]),
  outline: byId([entry('web', 'HTTPRoute', 'shop', 'f1'), entry('settings', 'ConfigMap', 'shop', 'f2')]),
  problems: new Map([
    [
      'old',
      {
        id: 'old',
        problems: [
          {
            problem: { code: 'route.shadowed', severity: 'warning', facts: {}, at: { doc: 'old' as DocId, path: [] } },
            file: 'f1' as FileId,
            range: { from: 0, to: 0 },
            fixable: false,
          },
        ],
      },
    ],
  ]),
  files: new Map([
    ['f1', 'routes.yaml'],
    ['f2', 'config.yaml'],
  ]),
}

const found = (text: string): string[] => [...findAll(parseFind(text), within)].sort()

describe('the language of finding', () => {
  test.each<[string, string[]]>([
    ['', ['cart', 'internet', 'old', 'pay', 'settings', 'spare', 'web']],
    ['kind:httproute', ['internet', 'old', 'web']],
    ['KIND:HTTPRoute -web', ['old']],
    ['ns:shop', ['cart', 'internet', 'old', 'settings', 'spare', 'web']],
    ['ns:payments,shop-test', ['pay', 'spare']],
    ['shadowed', ['old']],
    ['is:shadowed', ['old']],
    ['-is:shadowed kind:route', ['internet', 'web']],
    ['is:missing,shadowed', ['old', 'pay']],
    ['refused', ['old', 'pay']],
    ['alone', ['spare']],
    ['warning', ['old']],
    ['error', []],
    ['file:config', ['settings']],
    ['near:cart', ['cart', 'internet', 'web']],
    ['kind:', ['cart', 'internet', 'old', 'pay', 'settings', 'spare', 'web']],
    ['car', ['cart']],
    ['unheard:of', []],
    ['kind:service -', ['cart', 'pay', 'spare']],
  ])('%s', (text, want) => expect(found(text)).toEqual(want))
})

test('a neighbourhood grows line by line, both ways, and ends at what is joined', () => {
  const reach = (depth: number): string[] => [...neighbourhood(['cart'], depth, within.edges)].sort()
  expect(reach(0)).toEqual(['cart'])
  expect(reach(1)).toEqual(['cart', 'web'])
  expect(reach(9)).toEqual(['cart', 'internet', 'web'])
})
