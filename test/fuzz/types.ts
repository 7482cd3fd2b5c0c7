export type { Intent, Plan, PlannedEdits } from '../../src/command/index.ts'
export type { TopologyEdge, TopologyNode } from '../../src/topology/index.ts'
export type { DocProblems, WatchedRequest, WatchResult } from '../../src/workspace/messages.ts'
