import { expect, test } from 'vitest'
import { edgeBetween as edge, nodeOf as node } from '../store/testing.ts'
import { sweepColumns } from './sweep.ts'

test('columns take the order of what their nodes are tied to; nothing in a column covers another', () => {
  const nodes = ['a', 'b', 'c', 'd'].flatMap((name, i) => [
    node(name, 'route', i),
    node(`${name}-svc`, 'service'),
    node(`${name}-app`, 'workload'),
  ])
  const tied = { a: 'd', b: 'c', c: 'b', d: 'a' }
  const edges = Object.entries(tied).flatMap(([route, service]) => [
    edge(route, `${service}-svc`),
    edge(`${service}-svc`, `${service}-app`),
  ])
  const tops = sweepColumns(nodes, edges)
  const order = (ids: readonly string[]): string => [...ids].sort((x, y) => tops.get(x)! - tops.get(y)!).join()
  const routes = order(['a', 'b', 'c', 'd'])
  const services = routes
    .split(',')
    .map(route => tied[route as keyof typeof tied])
    .join()
  expect(order(['a-svc', 'b-svc', 'c-svc', 'd-svc']).replaceAll('-svc', '')).toBe(services)
  expect(order(['a-app', 'b-app', 'c-app', 'd-app']).replaceAll('-app', '')).toBe(services)
  // Rows of 26 beneath a head of 50, and 20 between.
  const heights = routes.split(',').map(id => tops.get(id)!)
  const tall = { a: 50, b: 82, c: 108, d: 134 }
  routes.split(',').forEach((id, i) => {
    const next = heights[i + 1]
    if (next !== undefined) expect(next).toBe(heights[i]! + tall[id as keyof typeof tall] + 20)
  })
})
