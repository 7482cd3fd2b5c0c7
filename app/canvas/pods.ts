import { useEffect, useMemo, useState } from 'react'
import type { ListedPod, PodList, TopologyNode, TopologyRow } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import { setView, useView } from '../store/view.ts'
import { useText } from '../ui/text.ts'
import { ask } from '../worker/client.ts'
import { documentOf } from '../worker/gestures.ts'

/** The deepest level of the canvas: a workload's pods, inside its box when it is near, or as rows of it when they are asked for. */

/** From these zooms on a workload's box is large enough for its pods; what is written in it keeps its size on the screen. */
const steps = [2.7, 2.1, 1.6] as const
export type PodZoom = (typeof steps)[number]

export const podZoomOf = (zoom: number): PodZoom | null => steps.find(step => zoom >= step) ?? null

/** As many pods as fit in a workload's box. */
export const fitting: Readonly<Record<PodZoom, number>> = { 1.6: 2, 2.1: 3, 2.7: 5 }

const mostRows = 8

async function podsOf(node: string, most: number): Promise<PodList | null> {
  const doc = documentOf(node)
  const reply = doc === null ? null : await ask({ kind: 'pods', doc, most })
  return reply?.kind === 'pods' ? reply.list : null
}

/** What is known of a workload's pods now; null until it is, and for what has none. */
export function usePodList(node: string, most: number): PodList | null {
  const revision = useGraph(graph => graph.revision)
  const [list, setList] = useState<PodList | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision is another answer
  useEffect(() => {
    let current = true
    void podsOf(node, most).then(found => current && setList(found))
    return () => {
      current = false
    }
  }, [node, most, revision])
  return list
}

/** The word for how a pod stands, and why that is taken to be so. */
export const stateOf = ({ ready, because }: ListedPod) =>
  because === 'finished' || because === 'deleting'
    ? (`pods.${because}` as const)
    : ready
      ? ('pods.ready' as const)
      : ('pods.notReady' as const)

const noLists: ReadonlyMap<string, PodList> = new Map()

/** The nodes as they are, but those whose pods were asked for with a row a pod. */
export function useWithPods(nodes: ReadonlyMap<string, TopologyNode>): ReadonlyMap<string, TopologyNode> {
  const t = useText()
  const open = useView(view => view.podsOpen)
  const revision = useGraph(graph => graph.revision)
  const [lists, setLists] = useState(noLists)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision is another answer
  useEffect(() => {
    if (open.length === 0) {
      setLists(noLists)
      return
    }
    let current = true
    void Promise.all(open.map(async id => [id, await podsOf(id, mostRows)] as const)).then(found => {
      if (current) setLists(new Map(found.flatMap(([id, list]) => (list === null ? [] : [[id, list] as const]))))
    })
    return () => {
      current = false
    }
  }, [open, revision])
  return useMemo(() => {
    if (lists.size === 0) return nodes
    const all = new Map(nodes)
    for (const [id, list] of lists) {
      const node = nodes.get(id)
      if (node !== undefined) all.set(id, { ...node, rows: [...node.rows, ...rowsOf(list, t)] })
    }
    return all
  }, [nodes, lists, t])
}

function shortReason({ because }: ListedPod, t: ReturnType<typeof useText>): string {
  return because === 'finished' || because === 'deleting' ? '' : t(`pods.short.${because}`)
}

function rowsOf(list: PodList, t: ReturnType<typeof useText>): TopologyRow[] {
  const row = (id: string, title: string, detail: string): TopologyRow => ({
    id: `pods:${id}`,
    title,
    detail,
    at: null,
    source: false,
    tone: 'plain',
  })
  const rows = list.pods.map(
    (pod, i): TopologyRow => ({
      ...row(
        String(i),
        nameOf(list, pod, i, t),
        [t(stateOf(pod)), shortReason(pod, t), pod.address].filter(part => part !== '').join(' · '),
      ),
      at: pod.doc === null ? null : { doc: pod.doc, path: [] },
      tone: pod.ready ? 'plain' : 'refused',
    }),
  )
  const alike = [list.labels.join(' '), list.ports.map(port => `:${port}`).join(' ')] as const
  return [
    ...(alike.join('') === '' ? [] : [row('alike', ...alike)]),
    ...rows,
    ...(list.count > list.pods.length
      ? [row('more', t('pods.shown', { n: list.pods.length, total: list.count }), '')]
      : []),
  ]
}

export const nameOf = (list: PodList, pod: ListedPod, index: number, t: ReturnType<typeof useText>): string =>
  pod.name !== '' ? pod.name : list.perNode ? t('pods.perNode') : t('pods.nth', { n: index + 1 })

/** Shows the pods of workloads as their rows, or folds them when all of them are shown; what has none is passed over. */
export function togglePods(ids: readonly string[]): void {
  const { nodes } = useGraph.getState()
  const workloads = ids.filter(id => nodes.get(id)?.role === 'workload' && documentOf(id) !== null)
  if (workloads.length === 0) return
  const open = useView.getState().podsOpen.filter(id => nodes.has(id))
  const allOpen = workloads.every(id => open.includes(id))
  setView({
    podsOpen: allOpen ? open.filter(id => !workloads.includes(id)) : [...new Set([...open, ...workloads])],
  })
}
