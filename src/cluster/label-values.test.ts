import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LabelValues } from './label-values.ts'

test('what is counted is what a plain reading of all labels finds, and a key is told of when its values change', () => {
  const labels = fc
    .dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('x', 'y', 'z'))
    .map(made => new Map(Object.entries(made)))
  fc.assert(
    fc.property(fc.array(fc.record({ labels, drop: fc.nat(5) }), { maxLength: 20 }), steps => {
      const counted = new LabelValues()
      const held: Map<string, string>[] = []
      const values = (key: string): string[] => [...new Set(held.flatMap(map => map.get(key) ?? []))].sort()
      for (const step of steps) {
        const before = { a: values('a'), b: values('b') }
        const isDrop = step.drop === 0 && held.length > 0
        const told = isDrop ? counted.remove(held.pop()!) : counted.add(step.labels)
        if (!isDrop) held.push(step.labels)
        for (const key of ['a', 'b'] as const) {
          expect([...counted.of(key)].sort()).toEqual(values(key))
          expect(told.includes(key)).toBe(before[key].join() !== values(key).join())
        }
      }
    }),
  )
})
