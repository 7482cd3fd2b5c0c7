import { targetKey } from '../store/connect.ts'
import type { DropTarget } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import { useReach } from '../store/reach.ts'
import { setView } from '../store/view.ts'

/** Whether lines drawn from a node are about policies: in policy mode, from workloads and from outside. */
export const usePolicyPort = (role: string): boolean =>
  useReach(reach => reach.mode) && (role === 'workload' || role === 'outside')

/** Where such a line may end; null when it is an ordinary one. */
export function policyTargets(from: string): ReadonlyMap<string, DropTarget> | null {
  const { nodes } = useGraph.getState()
  const start = nodes.get(from)
  if (!useReach.getState().mode || start === undefined || !isEnd(start.role)) return null
  const targets = new Map<string, DropTarget>()
  for (const node of nodes.values()) {
    const allowed = isEnd(node.role) && node.id !== from && (node.role === 'workload' || start.role === 'workload')
    targets.set(targetKey(node.id, null), { node: node.id, row: null, allowed, code: '' })
  }
  return targets
}

function isEnd(role: string): boolean {
  return role === 'workload' || role === 'outside'
}

/** What is drawn is shown as a change of policies before anything is written. */
export function drawPolicy(from: string, to: string): void {
  setView({ dialog: { kind: 'policy', from, to } })
}

/** A line of policy mode that ends on empty ground leads from a workload to addresses outside; another one to nothing. */
export function drawPolicyOutside(from: string): void {
  if (useReach.getState().mode && useGraph.getState().nodes.get(from)?.role === 'workload') drawPolicy(from, 'outside')
}
