import { expect, test } from 'vitest'
import { app } from '../../test/ask.ts'
import { arrivals } from '../../test/workbench.ts'

const route = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: default} # mine
spec: {rules: [{backendRefs: [{name: one, port: 80}, {name: new, port: 80}]}]}
`

test('objects that the project declares are named, with free names or left out; the rest keeps its bytes', () => {
  const [arrival] = arrivals(app('one'), [`${app('one')}---\n${route}${app('new')}`])
  expect(arrival?.clashes.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`)).toEqual([
    'Service default/one',
    'Deployment default/one',
  ])
  expect(arrival?.without).toBe(`---\n${route}${app('new')}`)
  const renamed = app('one').replaceAll('{name: one, namespace', '{name: one-copy, namespace')
  expect(arrival?.renamed).toBe(
    `${renamed}---\n${route.replace('[{name: one, port', '[{name: one-copy, port')}${app('new')}`,
  )
})

test('what clashes with nothing comes as it is, broken or not', () => {
  const texts = [app('two'), 'kind: [\n', '', `${route}---\nnot: ours\n`]
  expect(arrivals(app('one'), texts)).toEqual(texts.map(text => ({ clashes: [], renamed: text, without: text })))
})

test('a file of which nothing would be left says so; of a list the other items stay', () => {
  const [all, list] = arrivals(app('one'), [
    app('one'),
    `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Service
  metadata: {name: one, namespace: default}
- apiVersion: v1
  kind: Service
  metadata: {name: two, namespace: default}
`,
  ])
  expect(all?.without).toBeNull()
  expect(list?.without).toBe(`apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Service
  metadata: {name: two, namespace: default}
`)
  expect(list?.renamed).toContain('metadata: {name: one-copy-2, namespace: default}')
})
