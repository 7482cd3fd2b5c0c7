import { Download, FoldVertical, ShieldPlus, UnfoldVertical } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { useGraph } from '../../store/graph.ts'
import { type PolicyStart, setView, useView } from '../../store/view.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useText } from '../../ui/text.ts'
import ui from '../../ui/ui.module.css'
import { ask } from '../../worker/client.ts'
import sim from '../simulate.module.css'
import { EditEffect } from './effect.tsx'
import { Matrix, type MatrixPair } from './matrix.tsx'
import { itemsOf, workloadsOf } from './matrix-items.ts'
import css from './reach.module.css'
import { goToDecidingLine, Why } from './why.tsx'

/** More workloads than this and the namespaces are folded at first. */
const unfoldedAtMost = 60

const starts: readonly PolicyStart[] = ['default-deny', 'allow-dns', 'allow-from-namespace']

/** Who may talk to whom in the whole project: a matrix by namespace and workload, and the rules behind what is looked at. */
export function ReachPanel() {
  const t = useText()
  const nodes = useDeferredValue(useGraph(graph => graph.nodes))
  const workloads = useMemo(() => workloadsOf(nodes), [nodes])
  const [folds, setFolds] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [pair, setPair] = useState<MatrixPair | null>(null)
  const many = workloads.length > unfoldedAtMost
  const isFolded = useMemo(() => (namespace: string) => folds.get(namespace) ?? many, [folds, many])
  const rows = useMemo(() => itemsOf(workloads, isFolded, from), [workloads, isFolded, from])
  const columns = useMemo(() => itemsOf(workloads, isFolded, to), [workloads, isFolded, to])
  const namespaces = useMemo(() => [...new Set(workloads.map(({ namespace }) => namespace))], [workloads])
  const selected = useView(view => view.selection[0])
  const near = selected === undefined ? undefined : nodes.get(selected)?.namespace
  if (workloads.length === 0) return <p className={sim.none}>{t('reach.empty')}</p>
  const foldAll = (fold: boolean): void => setFolds(new Map(namespaces.map(namespace => [namespace, fold])))
  return (
    <section className={css.panel} aria-label={t('reach.label')}>
      <div className={css.bar}>
        <input
          className={ui.field}
          type="search"
          value={from}
          aria-label={`${t('reach.from')}: ${t('reach.filterFrom')}`}
          placeholder={t('reach.filterFrom')}
          onChange={event => setFrom(event.target.value)}
        />
        <input
          className={ui.field}
          type="search"
          value={to}
          aria-label={`${t('reach.to')}: ${t('reach.filterTo')}`}
          placeholder={t('reach.filterTo')}
          onChange={event => setTo(event.target.value)}
        />
        <IconButton small label={t('reach.foldAll')} onClick={() => foldAll(true)}>
          <FoldVertical size={15} aria-hidden />
        </IconButton>
        <IconButton small label={t('reach.unfoldAll')} onClick={() => foldAll(false)}>
          <UnfoldVertical size={15} aria-hidden />
        </IconButton>
        <Button small look="outlined" onClick={exportCsv}>
          <Download size={14} aria-hidden /> {t('reach.export')}
        </Button>
        <Menu
          items={starts.map(start => ({
            id: start,
            text: t(`policyStart.${start}`),
            run: () =>
              setView({ dialog: { kind: 'policyStart', start, namespace: near || (namespaces[0] ?? 'default') } }),
          }))}
        >
          <Button small look="outlined">
            <ShieldPlus size={14} aria-hidden /> {t('reach.start')}
          </Button>
        </Menu>
      </div>
      <EditEffect />
      <div className={css.body}>
        <Matrix
          rows={rows}
          columns={columns}
          onFold={namespace => setFolds(before => new Map(before).set(namespace, !isFolded(namespace)))}
          onPair={setPair}
          onChoose={chosen => {
            setPair(chosen)
            goToDecidingLine(chosen)
          }}
        />
        <Why pair={pair} percent={rows.some(row => row.isFolded) || columns.some(column => column.isFolded)} />
      </div>
    </section>
  )
}

function exportCsv(): void {
  void ask({ kind: 'reachCsv' }).then(reply => {
    if (reply.kind !== 'reachCsv') return
    const url = URL.createObjectURL(new Blob([reply.text], { type: 'text/csv' }))
    const link = document.createElement('a')
    link.href = url
    link.download = 'reachability.csv'
    link.click()
    URL.revokeObjectURL(url)
  })
}
