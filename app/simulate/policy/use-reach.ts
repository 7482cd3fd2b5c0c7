import { useEffect } from 'react'
import { useGraph } from '../../store/graph.ts'
import { paintReach, useReach } from '../../store/reach.ts'
import { useView } from '../../store/view.ts'
import { ask } from '../../worker/client.ts'

/** Asks who may talk to the workload that is selected, while policy mode is on, and again whenever the manifests change. */
export function useReachOfSelection(): void {
  const mode = useReach(reach => reach.mode)
  const selected = useView(view => view.selection[0])
  const role = useGraph(graph => (selected === undefined ? undefined : graph.nodes.get(selected)?.role))
  const doc = useGraph(graph => (selected === undefined ? undefined : graph.nodes.get(selected)?.doc))
  const revision = useGraph(graph => graph.revision)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision asks again
  useEffect(() => {
    if (!mode || role !== 'workload' || doc == null) {
      if (useReach.getState().subject !== null) paintReach(null, null)
      return
    }
    let current = true
    void ask({ kind: 'reachOf', doc }).then(reply => {
      if (current) paintReach(reply.kind === 'reachOf' ? doc : null, reply.kind === 'reachOf' ? reply : null)
    })
    return () => {
      current = false
    }
  }, [mode, doc, role, revision])
}

const effectDelayMs = 150

/** Asks what the last edit opened and shut, once nobody types. */
export function useEffectOfEdit(): void {
  const revision = useGraph(graph => graph.revision)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision asks again
  useEffect(() => {
    const timer = setTimeout(() => {
      void ask({ kind: 'policyEffect' }).then(reply => {
        if (reply.kind === 'policyEffect') useReach.setState({ effect: reply })
      })
    }, effectDelayMs)
    return () => clearTimeout(timer)
  }, [revision])
}
