import { expect, test } from 'vitest'
import { creatableKinds } from '../../src/command/index.ts'
import type { FileId } from '../../src/text/index.ts'
import { workbench } from '../../test/workbench.ts'
import { kinds } from './creatable.ts'

const offered: readonly string[] = Object.values(kinds).flat()

test('what the page offers to make is what the engine can make', () => {
  expect([...offered].sort()).toEqual([...creatableKinds].sort())
})

test.each(offered)('a new %s has no errors', resource => {
  const bench = workbench('')
  const text = bench.apply(bench.plan({ kind: 'create', resource, namespace: 'shop', file: 'f' as FileId }))
  expect(text).toContain(`kind: ${resource}\n`)
  expect(workbench(text).problems('error')).toEqual([])
})
