import { keyOf } from '../../cluster/index.ts'
import type { CommandContext } from '../context.ts'

/** The name itself, or with the first number that makes it free. */
export function freeName(
  { cluster }: CommandContext,
  group: string,
  kind: string,
  namespace: string,
  name: string,
): string {
  let free = name
  for (let number = 2; cluster.find(keyOf(group, kind, namespace, free)) !== undefined; number++)
    free = `${name}-${number}`
  return free
}
