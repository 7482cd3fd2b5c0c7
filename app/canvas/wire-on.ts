import type { Intent } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'

type Wire = NonNullable<Extract<Intent, { kind: 'create' }>['wire']>

/** A node is what the new one leads to; unless it can only stand before it. */
export function wireOn(kind: string, place: { readonly node: string; readonly row: string | null }): Wire {
  const role = useGraph.getState().nodes.get(place.node)?.role
  const comesBehind =
    (kind === 'HTTPRoute' && role === 'entry') ||
    (kind === 'Service' && role === 'route') ||
    (/^(?:Deployment|StatefulSet)$/.test(kind) && role === 'service')
  return comesBehind ? { from: place, to: null } : { from: null, to: place }
}
