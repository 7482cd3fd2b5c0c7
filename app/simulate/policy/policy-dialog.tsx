import { useEffect, useId, useMemo, useState } from 'react'
import type { DocId, FileId, Intent, PolicyEnd, ReachRef, Reply } from '../../store/contracts.ts'
import { useGraph } from '../../store/graph.ts'
import { project } from '../../store/project.ts'
import { type PolicyStart, setView, useView } from '../../store/view.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useText } from '../../ui/text.ts'
import ui from '../../ui/ui.module.css'
import { ask } from '../../worker/client.ts'
import { applyPlan } from '../../worker/gestures.ts'
import { portsOf } from './matrix.tsx'
import { type Workload, workloadsOf } from './matrix-items.ts'
import { PlanPreview } from './plan-preview.tsx'
import css from './reach.module.css'

type PlanReply = Extract<Reply, { kind: 'policyPlan' }>
type WhyReply = Extract<Reply, { kind: 'reachWhy' }>
type Protocol = 'TCP' | 'UDP' | 'SCTP'

const outside = 'outside'
const planDelayMs = 120
const close = (): void => setView({ dialog: null })

/** Where a new policy goes for want of a better place. */
function fileForNew(): FileId {
  return useView.getState().activeFile ?? project.files[0]?.id ?? ('' as FileId)
}

function usePlan(intent: Extract<Intent, { kind: 'policy' | 'policyStart' }> | null): PlanReply | null {
  const [reply, setReply] = useState<PlanReply | null>(null)
  const key = JSON.stringify(intent)
  // biome-ignore lint/correctness/useExhaustiveDependencies: an intent is what it says
  useEffect(() => {
    setReply(null)
    if (intent === null) return
    let current = true
    const timer = setTimeout(() => {
      void ask({ kind: 'policyPlan', intent }).then(found => {
        if (current && found.kind === 'policyPlan') setReply(found)
      })
    }, planDelayMs)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [key])
  return reply
}

/** A connection from one end to another: what is so now, and the smallest change that makes it otherwise. */
export function PolicyDialog({ from: firstFrom, to: firstTo }: { readonly from: string; readonly to: string | null }) {
  const t = useText()
  const id = useId()
  const nodes = useGraph(graph => graph.nodes)
  const workloads = useMemo(() => workloadsOf(nodes), [nodes])
  const [from, setFrom] = useState(firstFrom)
  const [to, setTo] = useState(firstTo ?? '')
  const [cidr, setCidr] = useState('0.0.0.0/0')
  const [port, setPort] = useState<string | null>(null)
  const [protocol, setProtocol] = useState<Protocol>('TCP')
  const [chosen, setChosen] = useState<'allow' | 'refuse' | null>(null)
  const why = usePair(from, to, cidr)
  const declared = why?.declared ?? []
  const portText = port ?? String(declared.find(item => item.protocol === protocol)?.port ?? '')
  const number = portText.trim() === '' ? null : Number(portText)
  const isPort = number === null || (Number.isInteger(number) && number > 0 && number < 65536)
  const does = chosen ?? (why === null || why.cell.state === 'shut' ? 'allow' : 'refuse')
  const ends = [endOf(from, cidr, workloads), endOf(to, cidr, workloads)] as const
  const [source, target] = ends
  const ready = source !== null && target !== null && isPort && why !== null && !(from === outside && to === outside)
  const reply = usePlan(
    ready ? { kind: 'policy', does, from: source, to: target, port: number, protocol, file: fileForNew() } : null,
  )
  const apply = (): void => {
    if (reply?.plan.kind !== 'edits') return
    close()
    applyPlan(reply.plan)
  }
  return (
    <Dialog
      title={t('policyDialog.title')}
      open
      onClose={close}
      foot={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button look="primary" disabled={reply?.plan.kind !== 'edits'} onClick={apply}>
            {t('policyDialog.apply')}
          </Button>
        </>
      }
    >
      <div className={css.fields}>
        <label htmlFor={`${id}-from`}>{t('reach.from')}</label>
        <EndSelect id={`${id}-from`} value={from} workloads={workloads} onChange={setFrom} />
        <label htmlFor={`${id}-to`}>{t('reach.to')}</label>
        <EndSelect id={`${id}-to`} value={to} workloads={workloads} onChange={setTo} />
        {(from === outside || to === outside) && (
          <>
            <label htmlFor={`${id}-cidr`}>{t('policyDialog.cidr')}</label>
            <input
              id={`${id}-cidr`}
              className={ui.field}
              value={cidr}
              spellCheck={false}
              onChange={event => setCidr(event.target.value)}
            />
          </>
        )}
        <label htmlFor={`${id}-port`}>{t('policyDialog.port')}</label>
        <span className={css.pairOfFields}>
          <input
            id={`${id}-port`}
            className={ui.field}
            value={portText}
            inputMode="numeric"
            placeholder={t('policyDialog.everyPort')}
            aria-invalid={!isPort}
            list={`${id}-ports`}
            onChange={event => setPort(event.target.value)}
          />
          <datalist id={`${id}-ports`}>
            {declared.map(item => (
              <option key={`${item.protocol}${item.port}`} value={item.port}>
                {item.name}
              </option>
            ))}
          </datalist>
          <select
            className={ui.field}
            aria-label={t('policyDialog.protocol')}
            value={protocol}
            onChange={event => setProtocol(event.target.value as Protocol)}
          >
            {(['TCP', 'UDP', 'SCTP'] as const).map(name => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </span>
        <span>{t('policyDialog.does')}</span>
        <span className={css.radios} role="radiogroup" aria-label={t('policyDialog.does')}>
          {(['allow', 'refuse'] as const).map(what => (
            <label key={what}>
              <input type="radio" name={`${id}-does`} checked={does === what} onChange={() => setChosen(what)} />{' '}
              {t(`policyDialog.${what}`)}
            </label>
          ))}
          {why !== null && <span className={css.hint}>{t('policyDialog.now', { ports: portsOf(why.cell, t) })}</span>}
        </span>
      </div>
      {ready && <PlanPreview reply={reply} all={false} />}
    </Dialog>
  )
}

function usePair(from: string, to: string, cidr: string): WhyReply | null {
  const [why, setWhy] = useState<WhyReply | null>(null)
  useEffect(() => {
    if (from === '' || to === '' || from === to) {
      setWhy(null)
      return
    }
    let current = true
    const ref = (end: string): ReachRef =>
      end === outside ? { address: cidr.split('/')[0] ?? '' } : { doc: end as DocId }
    void ask({ kind: 'reachWhy', from: ref(from), to: ref(to) }).then(reply => {
      if (current) setWhy(reply.kind === 'reachWhy' ? reply : null)
    })
    return () => {
      current = false
    }
  }, [from, to, cidr])
  return why
}

function endOf(end: string, cidr: string, workloads: readonly Workload[]): PolicyEnd | null {
  if (end === outside) return { kind: 'outside', cidr }
  const found = workloads.find(({ doc }) => doc === end)
  return found === undefined ? null : { kind: 'pods', doc: found.doc }
}

interface EndSelectProps {
  readonly id: string
  readonly value: string
  readonly workloads: readonly Workload[]
  readonly onChange: (value: string) => void
}

function EndSelect({ id, value, workloads, onChange }: EndSelectProps) {
  const t = useText()
  const namespaces = [...new Set(workloads.map(({ namespace }) => namespace))]
  return (
    <select id={id} className={ui.field} value={value} onChange={event => onChange(event.target.value)}>
      <option value="" disabled>
        {t('policyDialog.choose')}
      </option>
      <option value={outside}>{t('policyDialog.outside')}</option>
      {namespaces.map(namespace => (
        <optgroup key={namespace} label={namespace}>
          {workloads
            .filter(workload => workload.namespace === namespace)
            .map(({ doc, name }) => (
              <option key={doc} value={doc}>
                {name}
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  )
}

/** One of the usual first policies of a namespace, seen before it is written. */
export function PolicyStartDialog({
  start: firstStart,
  namespace: first,
}: {
  readonly start: PolicyStart
  readonly namespace: string
}) {
  const t = useText()
  const id = useId()
  const nodes = useGraph(graph => graph.nodes)
  const namespaces = useMemo(
    () => [...new Set([first, ...workloadsOf(nodes).map(({ namespace }) => namespace)])].sort(),
    [nodes, first],
  )
  const [start, setStart] = useState(firstStart)
  const [namespace, setNamespace] = useState(first)
  const [peer, setPeer] = useState(namespaces.find(name => name !== first) ?? first)
  const reply = usePlan({
    kind: 'policyStart',
    start,
    namespace,
    peer: start === 'allow-from-namespace' ? peer : null,
    file: fileForNew(),
  })
  const apply = (): void => {
    if (reply?.plan.kind !== 'edits') return
    close()
    applyPlan(reply.plan)
  }
  const choice = (name: string, value: string, values: readonly string[], set: (value: string) => void) => (
    <>
      <label htmlFor={`${id}-${name}`}>{t(`policyStart.${name}` as 'policyStart.peer')}</label>
      <select id={`${id}-${name}`} className={ui.field} value={value} onChange={event => set(event.target.value)}>
        {values.map(item => (
          <option key={item} value={item}>
            {name === 'kind' ? t(`policyStart.${item}` as 'policyStart.allow-dns') : item}
          </option>
        ))}
      </select>
    </>
  )
  return (
    <Dialog
      title={t('policyStart.title')}
      open
      onClose={close}
      foot={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button look="primary" disabled={reply?.plan.kind !== 'edits'} onClick={apply}>
            {t('policyDialog.apply')}
          </Button>
        </>
      }
    >
      <div className={css.fields}>
        {choice('kind', start, ['default-deny', 'allow-dns', 'allow-from-namespace'], value =>
          setStart(value as PolicyStart),
        )}
        {choice('namespace', namespace, namespaces, setNamespace)}
        {start === 'allow-from-namespace' && choice('peer', peer, namespaces, setPeer)}
      </div>
      <PlanPreview reply={reply} all />
    </Dialog>
  )
}
