import { useGraph } from '../store/graph.ts'
import { fileToWrite } from '../store/new-file.ts'
import { useView } from '../store/view.ts'
import { KindIcon } from '../ui/kinds.tsx'
import { useText } from '../ui/text.ts'
import { perform } from '../worker/gestures.ts'
import { kinds } from './creatable.ts'
import { type Pick, PickList } from './pick-list.tsx'

/** A new resource, appended to the file that is open. */
export function CreateDialog() {
  const t = useText()
  const selection = useView(view => view.selection)
  const nodes = useGraph(graph => graph.nodes)
  const outline = useGraph(graph => graph.outline)
  const active = useView(view => view.activeFile)
  const chosen = selection[0] === undefined ? undefined : (nodes.get(selection[0]) ?? outline.get(selection[0]))
  const namespace =
    chosen !== undefined && chosen.namespace !== ''
      ? chosen.namespace
      : ([...outline.values()].find(entry => entry.file === active && entry.namespace !== '')?.namespace ?? 'default')
  const picks = Object.entries(kinds).flatMap(([group, list]) =>
    list.map(
      (kind): Pick => ({
        id: kind,
        group: t(`create.${group as keyof typeof kinds}`),
        text: kind,
        detail: t(`kind.${kind}`),
        icon: <KindIcon kind={kind} />,
        run: () => {
          void perform({ kind: 'create', resource: kind, namespace, file: fileToWrite(active) })
        },
      }),
    ),
  )
  return (
    <PickList
      title={t('create.title')}
      placeholder={t('create.placeholder', { namespace })}
      nothing={t('palette.nothing')}
      picks={picks}
    />
  )
}
