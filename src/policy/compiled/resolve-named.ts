import type { Protocol } from '../../model/index.ts'
import { onePort } from '../port-set.ts'
import type { CompiledRule } from './compiled-policy.ts'
import type { PortsId, PortTable } from './port-table.ts'

/**
 * All ports of a rule at a destination whose named ports are `portNames` (as a class has them). The first
 * container port of the name counts: with the rule's protocol [NP-9], or with its own where a rule gives none [AP-3].
 */
export function resolveNamed(table: PortTable, rule: CompiledRule, portNames: string): PortsId {
  const declared = portNames.split('\n').filter(text => text !== '')
  return rule.named.reduce((ports, { name, protocol }) => {
    const found = declared
      .map(text => text.split('\t') as [string, Protocol, string])
      .find(([known, its]) => known === name && (protocol === null || its === protocol))
    return found === undefined ? ports : table.union(ports, table.idOf(onePort(found[1], Number(found[2]))))
  }, rule.ports)
}
