import { type Assumptions, type Cluster, keyOf } from '../cluster/index.ts'
import type { Resource } from '../model/index.ts'
import type { DocId, Path } from '../text/index.ts'
import type { Badge, TopologyEdge, TopologyNode, TopologyRow } from './graph.ts'

/** What one document puts on the canvas: its node, the edges it declares, and nodes for what it names and nobody declares. */
export interface Projection {
  readonly node: TopologyNode | null
  readonly edges: readonly TopologyEdge[]
  /** The outside world, and targets that are missing; several projections may give the same. */
  readonly extras: readonly TopologyNode[]
}

/** What a projection may read. */
export interface ProjectionContext {
  readonly cluster: Cluster
  readonly assumptions: Assumptions
}

export const outsideId = 'outside'

export const outsideNode: TopologyNode = {
  id: outsideId,
  role: 'outside',
  kind: 'Outside',
  namespace: '',
  name: 'internet',
  doc: null,
  subtitle: '',
  state: 'live',
  rows: [],
  badges: [],
  source: false,
}

/** The id of a row: its path in the document. */
export function rowId(path: Path): string {
  return path.join('/')
}

export function makeRow(
  path: Path,
  title: string,
  detail: string,
  doc: DocId,
  more?: Partial<TopologyRow>,
): TopologyRow {
  return { id: rowId(path), title, detail, at: { doc, path }, source: false, tone: 'plain', ...more }
}

export interface EdgeSpec {
  readonly group: string
  readonly kind: string
  readonly namespace: string
  readonly name: string
  /** Where the reference stands. */
  readonly at: Path
  readonly label: string
  /** Row of this resource that the edge starts at. */
  readonly row: string | null
  readonly toRow: string | null
}

/** An edge to an object that the resource names; to a missing node when nobody declares it. */
export function referTo(
  context: ProjectionContext,
  resource: Resource,
  kind: TopologyEdge['kind'],
  spec: EdgeSpec,
): { edge: TopologyEdge; extra: TopologyNode | null } {
  const target = context.cluster.find(keyOf(spec.group, spec.kind, spec.namespace, spec.name))
  const extra = target === undefined ? missingNode(spec) : null
  const to = target?.doc ?? extra!.id
  return {
    edge: {
      id: `${resource.doc}:${rowId(spec.at)}>${to}`,
      kind,
      from: resource.doc,
      fromRow: spec.row,
      to,
      toRow: target === undefined ? null : spec.toRow,
      label: spec.label,
      at: { doc: resource.doc, path: spec.at },
      state: target === undefined ? 'missing' : 'live',
    },
    extra,
  }
}

export function missingNode({
  kind,
  namespace,
  name,
}: {
  kind: string
  namespace: string
  name: string
}): TopologyNode {
  const role =
    kind === 'Gateway' ? 'entry' : kind === 'Service' ? 'service' : kind.endsWith('Route') ? 'route' : 'config'
  return {
    id: `missing:${kind}/${namespace}/${name}`,
    role,
    kind,
    namespace,
    name,
    doc: null,
    subtitle: '',
    state: 'missing',
    rows: [],
    badges: [],
    source: false,
  }
}

/** The row of a Service's port: by number or by name; null when it has none. */
export function servicePortRow(
  context: ProjectionContext,
  namespace: string,
  name: string,
  port: number | string | null,
): string | null {
  const service = context.cluster.get('service', '', 'Service', namespace, name)
  const found = service?.ports.find(candidate => candidate.port === port || candidate.name === port)
  return found === undefined ? null : rowId(found.at)
}

/** How long a request may take, as a mark on a line. */
export function timeoutBadge(limit: string): Badge {
  return { id: 'timeout', icon: 'clock', text: `≤${limit}`, title: `timeout ${limit}` }
}

/** How often a request is tried again, as a mark on a line. */
export function retriesBadge(attempts: number): Badge {
  return { id: 'retries', icon: 'retry', text: `${attempts}×`, title: `${attempts} retries` }
}
