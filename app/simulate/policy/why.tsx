import { ArrowDownToDot, ArrowUpFromDot, Ban, CircleCheck, CircleDot, CircleHelp } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { DecidingRule, DocId, NamedPlace, ReachSide, Reply } from '../../store/contracts.ts'
import { useGraph } from '../../store/graph.ts'
import { useSentences } from '../../ui/sentences.ts'
import { useText } from '../../ui/text.ts'
import { ask } from '../../worker/client.ts'
import { goTo } from '../../worker/gestures.ts'
import { type MatrixPair, portsOf } from './matrix.tsx'
import css from './reach.module.css'

type WhyReply = Extract<Reply, { kind: 'reachWhy' }>

const askDelayMs = 50
const icons = { open: CircleCheck, part: CircleDot, shut: Ban, unknown: CircleHelp } as const

/** The rules behind a pair, each a place to go. */
export function Why({ pair, percent }: { readonly pair: MatrixPair | null; readonly percent: boolean }) {
  const t = useText()
  const why = useWhy(docOf(pair?.from), docOf(pair?.to))
  return (
    <aside className={css.why} aria-label={t('reach.why')}>
      {pair === null ? (
        <p className={css.hint}>{t('reach.whyHint')}</p>
      ) : (
        <>
          <h3 className={css.pair}>
            <span>
              <small>{pair.from.isFolded ? '' : `${pair.from.namespace}/`}</small>
              {pair.from.name}
            </span>{' '}
            <span aria-hidden>→</span>{' '}
            <span>
              <small>{pair.to.isFolded ? '' : `${pair.to.namespace}/`}</small>
              {pair.to.name}
            </span>
          </h3>
          {pair.from.isFolded || pair.to.isFolded ? (
            <>
              <p className={css.said}>
                {t('reach.pairsOpen', { open: pair.cell?.open ?? 0, pairs: pair.cell?.pairs ?? 0 })}
              </p>
              <p className={css.hint}>{t('reach.unfoldHint')}</p>
            </>
          ) : (
            why !== null && (
              <>
                <Verdict why={why} />
                {why.partedBy !== null && (
                  <Line place={why.partedBy} text={t('reach.parted', { network: nameOf(why.partedBy.resource) })} />
                )}
                {why.sides.map(side => (
                  <Side
                    key={side.direction}
                    side={side}
                    name={side.direction === 'egress' ? pair.from.name : pair.to.name}
                  />
                ))}
                {why.cell.state !== 'open' && <p className={css.hint}>{t('reach.probes')}</p>}
              </>
            )
          )}
        </>
      )}
      <ul className={css.legend} aria-hidden>
        <li data-state="open">● {t('reach.open')}</li>
        <li data-state="part">◐ {t('reach.part')}</li>
        <li data-state="shut">× {t('reach.shut')}</li>
        <li data-state="unknown">? {t('reach.unknown')}</li>
        {percent && <li>% {t('reach.pairs')}</li>}
      </ul>
    </aside>
  )
}

function docOf(item: MatrixPair['from'] | undefined): DocId | null {
  return item !== undefined && 'doc' in item.ref ? item.ref.doc : null
}

/** Asked when the pointer rests, and again whenever the manifests change. */
function useWhy(from: DocId | null, to: DocId | null): WhyReply | null {
  const revision = useGraph(graph => graph.revision)
  const [why, setWhy] = useState<WhyReply | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision asks again
  useEffect(() => {
    if (from === null || to === null) {
      setWhy(null)
      return
    }
    let current = true
    const timer = setTimeout(() => {
      void ask({ kind: 'reachWhy', from: { doc: from }, to: { doc: to } }).then(reply => {
        if (current) setWhy(reply.kind === 'reachWhy' ? reply : null)
      })
    }, askDelayMs)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [from, to, revision])
  return why
}

function Verdict({ why }: { readonly why: WhyReply }) {
  const t = useText()
  const Icon = icons[why.cell.state]
  return (
    <p className={css.verdict} data-state={why.cell.state}>
      <Icon size={15} aria-hidden /> {portsOf(why.cell, t)}
    </p>
  )
}

function Side({ side, name }: { readonly side: ReachSide; readonly name: string }) {
  const t = useText()
  const say = useSentences()
  const Icon = side.direction === 'egress' ? ArrowUpFromDot : ArrowDownToDot
  const policies = side.policies.map(({ resource }) => nameOf(resource)).join(', ')
  return (
    <section className={css.side}>
      <h4>
        <Icon size={13} aria-hidden /> {t(side.direction === 'egress' ? 'reach.leaving' : 'reach.entering', { name })}
        <span className={css.sidePorts} data-state={side.cell.state}>
          {portsOf(side.cell, t)}
        </span>
      </h4>
      {side.policies.length === 0 && <p className={css.said}>{t('reach.free')}</p>}
      {side.policies.length > 0 && side.rules.length === 0 && (
        <Line place={side.policies[0]!} text={t('reach.byNobody', { policy: policies })} />
      )}
      <ul>
        {side.rules.map((rule, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rules of one answer do not move
          <li key={i}>
            <Line
              place={rule}
              text={t(wordOf(rule), { policy: nameOf(rule.resource), ports: portsText(rule.ports, t) })}
            />
          </li>
        ))}
      </ul>
      {side.losers.length > 0 && (
        <details className={css.losers}>
          <summary>{t('reach.losers', { n: side.losers.length })}</summary>
          <ul>
            {side.losers.map((step, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: steps of one answer do not move
              <li key={i}>
                <button
                  type="button"
                  className={css.line}
                  disabled={step.at === null}
                  onClick={() => step.at !== null && void goTo(step.at, true)}
                >
                  {say.sentence(step.code, step.facts)}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function wordOf({ action, isMaybe }: DecidingRule): 'reach.byMaybe' | 'reach.byRule' | 'reach.byDeny' | 'reach.byPass' {
  if (isMaybe) return 'reach.byMaybe'
  return action === 'Allow' ? 'reach.byRule' : action === 'Deny' ? 'reach.byDeny' : 'reach.byPass'
}

function portsText(ports: string, t: ReturnType<typeof useText>): string {
  return ports === 'All Connections' ? t('reach.open') : ports
}

function nameOf({ kind, namespace, name }: NamedPlace['resource']): string {
  return kind === 'NetworkPolicy' ? (namespace === '' ? name : `${namespace}/${name}`) : `${kind} ${name}`
}

function Line({ place, text }: { readonly place: NamedPlace; readonly text: string }) {
  return (
    <button type="button" className={css.line} onClick={() => void goTo(place.at, true)}>
      {text}
    </button>
  )
}

/** Leads to the line that decides: the first rule that takes the pair, or the policy that selects the end and has none. */
export function goToDecidingLine(pair: MatrixPair): void {
  const from = docOf(pair.from)
  const to = docOf(pair.to)
  if (from === null || to === null || from === to) return
  void ask({ kind: 'reachWhy', from: { doc: from }, to: { doc: to } }).then(reply => {
    if (reply.kind !== 'reachWhy') return
    const shut = reply.sides.find(side => side.cell.state === 'shut') ?? reply.sides.find(side => side.rules.length > 0)
    const place = (shut?.rules[0] ?? shut?.policies[0])?.at
    if (place !== undefined) void goTo(place)
  })
}
