import { expect, test } from 'vitest'
import type { Role } from '../store/contracts.ts'
import { edgeBetween, nodeOf } from '../store/testing.ts'
import { componentsOf, splitAtHubs } from './hubs.ts'

/** A gateway with so many chains of a route, a service and a workload. */
function fan(entry: string, chains: number, role: Role = 'entry') {
  const names = Array.from({ length: chains }, (_, i) => String(i))
  return {
    nodes: [
      nodeOf(entry, role),
      ...names.flatMap(name => [
        nodeOf(`${name}-route`, 'route'),
        nodeOf(`${name}-service`, 'service'),
        nodeOf(`${name}-workload`, 'workload'),
      ]),
    ],
    edges: names.flatMap(name => [
      edgeBetween(entry, `${name}-route`),
      edgeBetween(`${name}-route`, `${name}-service`),
      edgeBetween(`${name}-service`, `${name}-workload`),
    ]),
  }
}

test('a gateway with many routes is a hub; without it, each chain stands alone with its lines', () => {
  const split = splitAtHubs(fan('gateway', 40))!
  expect(split.hubs.map(({ id }) => id)).toEqual(['gateway'])
  expect(split.pieces.map(({ nodes, edges }) => [nodes.length, edges.length])).toEqual(Array(40).fill([3, 2]))
})

test('what is tied together otherwise stays so', () => {
  const { nodes, edges } = fan('gateway', 40)
  const tied = edges.concat(Array.from({ length: 39 }, (_, i) => edgeBetween(`${i}-route`, `${i + 1}-service`)))
  expect(splitAtHubs({ nodes, edges: tied })).toBeNull()
})

test('a gateway with few routes, or a service that many lead to, is none', () => {
  expect(splitAtHubs(fan('gateway', 12))).toBeNull()
  expect(splitAtHubs(fan('service', 40, 'service'))).toBeNull()
})

test('components come in the order of their first nodes', () => {
  const nodes = ['c', 'a', 'b', 'd'].map(id => nodeOf(id, 'route'))
  const found = componentsOf(nodes, [edgeBetween('a', 'd')])
  expect(found.map(component => component.nodes.map(({ id }) => id))).toEqual([['c'], ['a', 'd'], ['b']])
})
