import type { Facts } from '../../report/index.ts'
import type { Path } from '../../text/index.ts'
import type { PlainValue } from '../../yaml/index.ts'

/** Something that can be added to a resource: what it is called, and the field that is written. */
export interface Part {
  /** Stable, for intents: `rule`, `match`, `filter:CORS`. */
  readonly name: string
  readonly label: string
  readonly facts: Facts
  readonly path: Path
  readonly value: PlainValue
  /** The field to look at afterwards: what a person will want to change first. */
  readonly select: Path
}

/** A part that is a new item of a list. */
export function item(
  name: string,
  label: string,
  list: Path,
  length: number,
  value: PlainValue,
  focus: Path = [],
  facts: Facts = {},
): Part {
  const path = [...list, length]
  return { name, label, facts, path, value, select: [...path, ...focus] }
}
