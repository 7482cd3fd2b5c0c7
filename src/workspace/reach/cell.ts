import { describePorts, isEverything, isNothing, type PolicyEngine, type PortsId } from '../../policy/index.ts'
import type { ReachCell } from './reach-messages.ts'

/** What is open, and what may be, in a word and in ports. */
export function cellOf(engine: PolicyEngine, open: PortsId, maybe: PortsId): ReachCell {
  const ports = engine.ports.setOf(open)
  if (open !== maybe) return { state: 'unknown', ports: describePorts(ports) }
  return {
    state: isEverything(ports) ? 'open' : isNothing(ports) ? 'shut' : 'part',
    ports: describePorts(ports),
  }
}
