import { useReactFlow } from '@xyflow/react'
import {
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceAround,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceAround,
  Boxes,
  Cable,
  Copy,
  CopyPlus,
  FileCode2,
  Focus,
  LayoutGrid,
  type LucideIcon,
  Pencil,
  PinOff,
  Plus,
  ShieldCheck,
  SlidersHorizontal,
  Trash2,
  Wrench,
} from 'lucide-react'
import { useEffect, useState } from 'react'
import type { LocatedProblem } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import { tune } from '../store/tuning.ts'
import { setView, useView } from '../store/view.ts'
import type { MenuEntry, MenuItem } from '../ui/menu.tsx'
import { useText } from '../ui/text.ts'
import {
  deleteSelected,
  documentOf,
  duplicate,
  extensionsOf,
  fixesOf,
  goToDocument,
  planItem,
} from '../worker/gestures.ts'
import { type Alignment, alignments } from './align.ts'
import { align } from './align-nodes.ts'
import { layOutNamespace, layOutSelection, pinnedOf, unpin } from './lay-out.ts'
import { MenuAt } from './menu-at.tsx'
import { togglePods } from './pods.ts'

interface NodeMenuProps {
  readonly id: string
  /** The row under the pointer. */
  readonly row: string | null
  readonly x: number
  readonly y: number
  readonly onClose: () => void
}

/** What the node or its row can be given, and mends for what is wrong with it. */
async function partItems(
  id: string,
  rowId: string | null,
  problems: readonly LocatedProblem[],
  t: ReturnType<typeof useText>,
): Promise<readonly MenuItem[]> {
  const doc = documentOf(id)
  if (doc === null) return []
  const row = useGraph
    .getState()
    .nodes.get(id)
    ?.rows.find(candidate => candidate.id === rowId)
  const ofRow = row?.at == null || row.at.doc !== doc ? [] : await extensionsOf(doc, row.at.path)
  const ofNode = await extensionsOf(doc, null)
  const fixes = (
    await Promise.all(problems.filter(({ fixable }) => fixable).map(({ problem }) => fixesOf(problem)))
  ).flat()
  const group = (heading: string, entries: readonly MenuEntry[]): MenuItem[] =>
    entries.length === 0 ? [] : [{ id: heading, heading }, ...entries, null]
  return [
    ...group(
      t('menu.fixes'),
      fixes.slice(0, 6).map((plan, i) => ({ ...planItem(plan, `fix-${i}`), icon: <Wrench size={15} aria-hidden /> })),
    ),
    ...group(
      t('menu.addTo', { name: row?.title ?? '' }),
      ofRow.map(({ part, plan }) => ({ ...short(plan, `row-${part}`), icon: <Plus size={15} aria-hidden /> })),
    ),
    ...group(
      t('menu.add'),
      ofNode.map(({ part, plan }) => ({ ...short(plan, `node-${part}`), icon: <Plus size={15} aria-hidden /> })),
    ),
  ]
}

/** A template says nothing that its name does not. */
function short(plan: Parameters<typeof planItem>[0], id: string): MenuEntry {
  const { detail: _, ...entry } = planItem(plan, id)
  return entry
}

const alignIcons: Readonly<Record<Alignment, LucideIcon>> = {
  left: AlignStartVertical,
  right: AlignEndVertical,
  top: AlignStartHorizontal,
  bottom: AlignEndHorizontal,
  spreadX: AlignHorizontalSpaceAround,
  spreadY: AlignVerticalSpaceAround,
}

/** Laying out again: the namespace of a single node, or what is selected. */
function layoutItems(namespace: string | null, t: ReturnType<typeof useText>): MenuItem[] {
  const { selection } = useView.getState()
  const name = namespace === '' ? t('canvas.cluster') : (namespace ?? '')
  return [
    {
      id: 'layout',
      text: namespace === null ? t('layout.selection') : t('layout.namespace', { name }),
      icon: <LayoutGrid size={15} aria-hidden />,
      run: () => void (namespace === null ? layOutSelection(selection) : layOutNamespace(namespace)),
    },
    ...(pinnedOf(selection).length > 0
      ? [{ id: 'unpin', text: t('layout.unpin'), icon: <PinOff size={15} aria-hidden />, run: () => unpin(selection) }]
      : []),
    null,
  ]
}

/** What can be done to a node, at the pointer. */
export function NodeMenu({ id, row: rowId, x, y, onClose }: NodeMenuProps) {
  const t = useText()
  const node = useGraph(graph => graph.nodes.get(id))
  const many = useView(view => view.selection.length > 1)
  const podsOpen = useView(view => view.podsOpen.includes(id))
  const declared = documentOf(id) !== null
  const sources = node === undefined ? [] : node.rows.filter(row => row.source)
  const problems = useGraph(graph => graph.problems.get(id))
  /** A line of the row, by which its rule is changed. */
  const tuned = useGraph(graph =>
    rowId === null || (node?.kind !== 'VirtualService' && node?.kind !== 'HTTPRoute')
      ? undefined
      : [...graph.edges.values()].find(
          ({ from, fromRow, kind }) => from === id && fromRow === rowId && kind === 'backend',
        )?.id,
  )
  const flow = useReactFlow()
  const selectedBoxes = () =>
    new Map(
      useView.getState().selection.flatMap(each => {
        const inner = flow.getInternalNode(each)
        if (inner === undefined) return []
        const { width = 0, height = 0 } = inner
        return [[each, { ...inner.internals.positionAbsolute, width, height }] as const]
      }),
    )
  const [more, setMore] = useState<readonly MenuItem[]>([])
  useEffect(() => {
    let current = true
    void partItems(id, rowId, problems?.problems ?? [], t).then(found => current && setMore(found))
    return () => {
      current = false
    }
  }, [id, rowId, problems, t])
  const items: MenuItem[] = [
    {
      id: 'reveal',
      text: t('menu.reveal'),
      hint: 'Enter',
      icon: <FileCode2 size={15} aria-hidden />,
      disabled: !declared,
      run: () => void goToDocument(id, true),
    },
    null,
    ...(node?.role === 'workload' && declared
      ? [
          {
            id: 'policy',
            text: t('menu.policy'),
            icon: <ShieldCheck size={15} aria-hidden />,
            run: () => setView({ dialog: { kind: 'policy', from: id, to: null } }),
          } as const,
          {
            id: 'pods',
            text: t(podsOpen ? 'pods.fold' : 'pods.show'),
            hint: 'P',
            icon: <Boxes size={15} aria-hidden />,
            run: () => togglePods(useView.getState().selection),
          } as const,
          null,
        ]
      : []),
    ...(node?.source === true && rowId === null
      ? [
          {
            id: 'connect',
            text: t('menu.connect'),
            icon: <Cable size={15} aria-hidden />,
            run: () => setView({ dialog: { kind: 'connect', node: id, row: null } }),
          } as const,
        ]
      : []),
    ...sources
      .filter(row => rowId === null || row.id === rowId)
      .map(row => ({
        id: `connect-${row.id}`,
        text: t('menu.connectRow', { row: row.title }),
        icon: <Cable size={15} aria-hidden />,
        run: () => setView({ dialog: { kind: 'connect', node: id, row: row.id } }),
      })),
    ...(tuned === undefined
      ? []
      : [
          {
            id: 'tune',
            text: t('tune.menuRow'),
            icon: <SlidersHorizontal size={15} aria-hidden />,
            run: () => tune({ edge: tuned, group: null, x, y }),
          } as const,
        ]),
    ...(node?.source === true || sources.length > 0 ? [null] : []),
    {
      id: 'focus',
      text: t('menu.focus'),
      hint: 'O',
      icon: <Focus size={15} aria-hidden />,
      run: () => setView({ focus: { nodes: [...useView.getState().selection], depth: 1 } }),
    },
    null,
    ...more,
    ...(many
      ? [
          { id: 'align', heading: t('align.title') } as const,
          ...alignments.map(how => {
            const Icon = alignIcons[how]
            return {
              id: `align-${how}`,
              text: t(`align.${how}`),
              icon: <Icon size={15} aria-hidden />,
              run: () => align(selectedBoxes(), how),
            }
          }),
          null,
        ]
      : []),
    ...layoutItems(many ? null : (node?.namespace ?? null), t),
    {
      id: 'copy',
      text: t('menu.copy'),
      hint: 'Ctrl C',
      icon: <Copy size={15} aria-hidden />,
      disabled: !declared,
      run: () => document.execCommand('copy'),
    },
    {
      id: 'rename',
      text: t('menu.rename'),
      hint: 'F2',
      icon: <Pencil size={15} aria-hidden />,
      disabled: !declared || many,
      run: () => setView({ dialog: { kind: 'rename', id } }),
    },
    {
      id: 'duplicate',
      text: t('menu.duplicate'),
      hint: 'Ctrl D',
      icon: <CopyPlus size={15} aria-hidden />,
      disabled: !declared || many,
      run: () => duplicate(id),
    },
    {
      id: 'delete',
      text: t('menu.delete'),
      hint: 'Del',
      danger: true,
      icon: <Trash2 size={15} aria-hidden />,
      disabled: !declared,
      run: deleteSelected,
    },
  ]
  return <MenuAt items={items} x={x} y={y} onClose={onClose} />
}
