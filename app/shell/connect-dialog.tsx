import { useEffect, useState } from 'react'
import type { DropTarget } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import { KindIcon } from '../ui/kinds.tsx'
import { useText } from '../ui/text.ts'
import { ask } from '../worker/client.ts'
import { perform } from '../worker/gestures.ts'
import { type Pick, PickList } from './pick-list.tsx'

/** Drawing a line without a pointer: choose where it ends by name. */
export function ConnectDialog({ node, row }: { readonly node: string; readonly row: string | null }) {
  const t = useText()
  const nodes = useGraph(graph => graph.nodes)
  const [targets, setTargets] = useState<readonly DropTarget[]>([])
  useEffect(() => {
    void ask({ kind: 'targets', node, row }).then(reply => {
      if (reply.kind === 'targets') setTargets(reply.targets.filter(target => target.allowed))
    })
  }, [node, row])
  const picks = targets.flatMap((target): Pick[] => {
    const to = nodes.get(target.node)
    if (to === undefined) return []
    const toRow = to.rows.find(r => r.id === target.row)
    return [
      {
        id: `${target.node}\n${target.row ?? ''}`,
        group: to.namespace === '' ? t('canvas.cluster') : to.namespace,
        text: toRow === undefined ? to.name : `${to.name} ${toRow.title}`,
        detail: to.kind,
        icon: <KindIcon kind={to.kind} role={to.role} />,
        run: () => void perform({ kind: 'connect', from: node, fromRow: row, to: target.node, toRow: target.row }),
      },
    ]
  })
  return (
    <PickList
      title={t('connect.title')}
      placeholder={t('connect.placeholder')}
      nothing={t('connect.nothing')}
      picks={picks}
    />
  )
}
