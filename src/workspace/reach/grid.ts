import type { Cluster } from '../../cluster/index.ts'
import { type Place, type PodClass, type PolicyEngine, placesOf } from '../../policy/index.ts'
import { cellOf } from './cell.ts'
import type { GridCell, GridRef } from './reach-messages.ts'

/** Workloads of one class behind a row or column of the matrix. */
interface Member {
  readonly pods: PodClass
  readonly places: readonly Place[]
}

/** The cells of a part of the matrix. Workloads that no policy tells apart are asked about once. */
export function gridOf(
  cluster: Cluster,
  engine: PolicyEngine,
  rows: readonly GridRef[],
  columns: readonly GridRef[],
): GridCell[][] {
  const places = placesOf(cluster)
  const byNamespace = new Map<string, Place[]>()
  for (const place of places) {
    const there = byNamespace.get(place.namespace)
    if (there === undefined) byNamespace.set(place.namespace, [place])
    else there.push(place)
  }
  const byDoc = new Map(places.map(place => [place.doc, place]))
  const membersOf = (ref: GridRef): Member[] => {
    const found = 'doc' in ref ? [byDoc.get(ref.doc)] : (byNamespace.get(ref.namespace) ?? [])
    const members = new Map<number, { pods: PodClass; places: Place[] }>()
    for (const place of found) {
      const pods = place === undefined ? undefined : engine.classOf(place.doc)
      if (place === undefined || pods === undefined) continue
      const member = members.get(pods.id)
      if (member === undefined) members.set(pods.id, { pods, places: [place] })
      else member.places.push(place)
    }
    return [...members.values()]
  }
  const across = columns.map(membersOf)
  return rows.map(row => {
    const sources = membersOf(row)
    return across.map(targets => cellBetween(engine, sources, targets))
  })
}

function cellBetween(engine: PolicyEngine, sources: readonly Member[], targets: readonly Member[]): GridCell {
  let pairs = 0
  let open = 0
  let every: number | null = null
  let most: number | null = null
  let isMixed = false
  for (const source of sources)
    for (const target of targets) {
      const selves = source.places.filter(place => target.places.includes(place)).length
      const count = source.places.length * target.places.length - selves
      if (count === 0) continue
      const { open: ports, maybe } = engine.between(source.pods, target.pods)
      pairs += count
      if (ports !== 0) open += count
      if (every !== null && (every !== ports || most !== maybe)) isMixed = true
      every = every === null ? ports : engine.ports.union(every, ports)
      most = most === null ? maybe : engine.ports.union(most, maybe)
    }
  const cell = cellOf(engine, every ?? 0, most ?? 0)
  return { ...cell, state: isMixed && cell.state === 'open' ? 'part' : cell.state, pairs, open }
}
