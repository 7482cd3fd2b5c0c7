import type { Role, TopologyEdge, TopologyNode } from './contracts.ts'

/** Nodes and lines for tests. */
export const nodeOf = (id: string, role: Role, rows = 0): TopologyNode => ({
  id,
  role,
  kind: 'K',
  namespace: 'n',
  name: id,
  doc: null,
  subtitle: '',
  state: 'live',
  rows: Array.from({ length: rows }, (_, i) => ({
    id: String(i),
    title: '',
    detail: '',
    at: null,
    source: false,
    tone: 'plain',
  })),
  badges: [],
  source: false,
})
export const edgeBetween = (from: string, to: string, state: TopologyEdge['state'] = 'live'): TopologyEdge => ({
  id: `${from}>${to}`,
  kind: 'backend',
  from,
  fromRow: null,
  to,
  toRow: null,
  label: '',
  at: null,
  state,
})
