import { expect, test } from 'vitest'
import type { DocId } from '../text/index.ts'
import type { FieldSchemas } from './field-schemas.ts'
import { unknownFields } from './unknown-fields.ts'

const schemas: FieldSchemas = {
  kinds: [{ apiVersion: 'v1', kind: 'Service', id: 'service' }],
  definitions: {
    service: {
      properties: {
        apiVersion: {},
        kind: {},
        metadata: { allOf: [{ $ref: '#/definitions/meta' }] },
        spec: { $ref: '#/definitions/spec' },
      },
    },
    meta: { properties: { name: {}, labels: { additionalProperties: {} } } },
    spec: {
      properties: {
        selector: { additionalProperties: {} },
        ports: { items: { properties: { port: {}, targetPort: {} } } },
        free: {},
      },
    },
  },
}
const found = (rest: object) =>
  unknownFields(schemas, 'd' as DocId, { apiVersion: 'v1', kind: 'Service', ...rest } as never).map(
    ({ code, at, facts }) => [code, at.path.join('.'), facts['near']?.is === 'name' ? facts['near'].value : ''],
  )

test.each([
  [
    'nothing where all is known',
    { metadata: { name: 'a', labels: { any: 'x' } }, spec: { selector: { any: 'x' } } },
    [],
  ],
  ['a letter too few', { spec: { selectr: {} } }, [['schema.misspeltField', 'spec.selectr', 'selector']]],
  [
    'another language’s spelling',
    { spec: { ports: [{ target_port: 1 }] } },
    [['schema.misspeltField', 'spec.ports.0.target_port', 'targetPort']],
  ],
  [
    'no field that is there already',
    { spec: { selectr: {}, selector: {} } },
    [['schema.unknownField', 'spec.selectr', '']],
  ],
  ['a field of something else', { spec: { containers: [] } }, [['schema.unknownField', 'spec.containers', '']]],
  ['at the root', { data: {} }, [['schema.unknownField', 'data', '']]],
  ['not within what may hold anything', { spec: { free: { x: { y: 1 } } } }, []],
  ['nor where a value has no such shape', { spec: { ports: 'x' } }, []],
])('%s', (_, value, want) => expect(found(value)).toEqual(want))

test('kinds without a schema are not looked into', () => {
  expect(unknownFields(schemas, 'd' as DocId, { apiVersion: 'v2', kind: 'Service', x: 1 } as never)).toEqual([])
})

test('of very many the first are told', () => {
  expect(found({ spec: Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`unknown${i}`, 1])) })).toHaveLength(12)
})
