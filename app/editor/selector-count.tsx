import { Crosshair } from 'lucide-react'
import { useEffect } from 'react'
import type { DocId, Path } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import { useReach } from '../store/reach.ts'
import { useText } from '../ui/text.ts'
import { ask } from '../worker/client.ts'
import css from './editor.module.css'

/** Where the cursor stands; null when the editor has no focus. */
let cursor: { readonly doc: DocId; readonly path: Path } | null = null

/** Asks which pods the selector under the cursor takes, and lights them. */
export function watchSelector(at: { readonly doc: DocId; readonly path: Path } | null): void {
  cursor = at
  if (at === null || !at.path.some(key => key === 'podSelector' || key === 'namespaceSelector' || key === 'selector')) {
    if (useReach.getState().typed !== null) useReach.setState({ typed: null, lit: new Set() })
    return
  }
  void ask({ kind: 'selectorAt', doc: at.doc, path: at.path }).then(reply => {
    if (cursor !== at) return
    const noun = reply.kind === 'selectorAt' ? reply.noun : null
    useReach.setState({ typed: noun, lit: new Set(noun?.nodes) })
  })
}

/** How many pods the selector under the cursor takes, at the foot of the editor; counted again while it is typed. */
export function SelectorCount() {
  const t = useText()
  const typed = useReach(reach => reach.typed)
  const revision = useGraph(graph => graph.revision)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision asks again
  useEffect(() => {
    if (cursor !== null) watchSelector(cursor)
  }, [revision])
  if (typed === null) return null
  const names = typed.names.join(', ')
  return (
    <p className={css.selectorCount} role="status" data-none={typed.nodes.length === 0 || undefined}>
      <Crosshair size={13} aria-hidden />
      {t('selector.count', {
        selector: typed.selector === '' ? t('selector.all') : typed.selector,
        n: typed.nodes.length,
      })}
      {names !== '' && <span>{typed.nodes.length > typed.names.length ? `${names}, …` : names}</span>}
    </p>
  )
}
