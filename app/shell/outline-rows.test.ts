import { expect, test } from 'vitest'
import type { DocId, FileId, OutlineEntry } from '../store/contracts.ts'
import { outlineRows } from './outline-rows.ts'

const entry = (kind: string, namespace: string, name: string, state: OutlineEntry['state'] = 'live'): OutlineEntry => ({
  id: `${kind}/${namespace}/${name}` as DocId,
  file: 'f' as FileId,
  order: 0,
  apiVersion: 'v1',
  kind,
  namespace,
  name,
  state,
  node: null,
})

const outline = new Map(
  [
    entry('Service', 'shop', 'cart'),
    entry('Deployment', 'shop', 'cart'),
    entry('Namespace', '', 'shop'),
    entry('', '', '', 'empty'),
  ].map(each => [each.id as string, each]),
)

const shown = (closed: Record<string, boolean>, wanted: readonly string[] | null): string[] =>
  outlineRows(outline, new Map(), closed, wanted === null ? null : new Set(wanted)).map(
    row => `${row.level} ${row.type === 'resource' ? row.entry.name : row.name}`,
  )

test('namespaces, kinds and resources in order; empty documents are left out', () => {
  expect(shown({}, null)).toEqual([
    '1 ',
    '2 Namespace',
    '3 shop',
    '1 shop',
    '2 Deployment',
    '3 cart',
    '2 Service',
    '3 cart',
  ])
})

test('a closed row hides what is beneath; a filter opens everything', () => {
  expect(shown({ 'ns:shop': true }, null)).toEqual(['1 ', '2 Namespace', '3 shop', '1 shop'])
  expect(shown({ 'ns:shop': true }, ['Deployment/shop/cart'])).toEqual(['1 shop', '2 Deployment', '3 cart'])
})
