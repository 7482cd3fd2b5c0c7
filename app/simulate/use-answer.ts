import { useEffect, useState } from 'react'
import type { Reply } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import type { RequestDraft } from '../store/view.ts'
import { ask } from '../worker/client.ts'
import { requestOf } from './verdicts.ts'

export type TraceReply = Extract<Reply, { kind: 'trace' }>

/** The answer to a request, asked again at every edit; `failed` when it could not be followed. */
export function useAnswer(
  draft: RequestDraft | null,
  sample: number,
): { readonly traced: TraceReply | null; readonly failed: boolean } {
  const revision = useGraph(graph => graph.revision)
  const [state, setState] = useState<{ traced: TraceReply | null; failed: boolean }>(nothing)
  useEffect(() => {
    if (draft === null) setState(nothing)
  }, [draft])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision asks the same request again
  useEffect(() => {
    const request = draft === null ? null : requestOf(draft)
    if (request === null) return
    let current = true
    void ask({ kind: 'trace', request, sample }).then(reply => {
      if (current) setState(reply.kind === 'trace' ? { traced: reply, failed: false } : { traced: null, failed: true })
    })
    return () => {
      current = false
    }
  }, [draft, revision, sample])
  return state
}

const nothing = { traced: null, failed: false }
