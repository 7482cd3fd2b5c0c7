import { Fragment, useEffect, useState } from 'react'
import type { DocId, Noun, Reply } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import { lightPods } from '../store/reach.ts'
import { useText } from '../ui/text.ts'
import { ask } from '../worker/client.ts'
import { goTo } from '../worker/gestures.ts'
import details from './details.module.css'
import css from './policy-card.module.css'

type Card = Extract<Reply, { kind: 'policyCard' }>
type Rule = Card['directions'][number]['rules'][number]

/** What a policy says, a sentence for each rule; its nouns light the pods that they mean now. */
export function PolicyCard({ doc }: { readonly doc: DocId }) {
  const t = useText()
  const revision = useGraph(graph => graph.revision)
  const [card, setCard] = useState<Card | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision asks again
  useEffect(() => {
    let current = true
    void ask({ kind: 'policyCard', doc }).then(reply => {
      if (current) setCard(reply.kind === 'policyCard' ? reply : null)
    })
    return () => {
      current = false
    }
  }, [doc, revision])
  useEffect(() => () => lightPods(null), [])
  if (card === null) return null
  return (
    <>
      <h3 className={details.heading}>{t('policy.card')}</h3>
      <div className={css.card}>
        {card.directions.map(({ direction, isolates, rules }) => (
          <Fragment key={direction}>
            {rules.map((rule, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rules of one answer do not move
              <Sentence key={i} rule={rule} direction={direction} subject={card.subject} />
            ))}
            {isolates && !rules.some(isEverything) && (
              <p>
                {t(
                  direction === 'ingress'
                    ? rules.length === 0
                      ? 'policy.nothingIn'
                      : 'policy.restIngress'
                    : rules.length === 0
                      ? 'policy.nothingOut'
                      : 'policy.restEgress',
                )}{' '}
                <NounButton noun={card.subject} />
                {rules.length === 0
                  ? '.'
                  : ` ${t(direction === 'ingress' ? 'policy.restIngressEnd' : 'policy.restEgressEnd')}`}
              </p>
            )}
            {direction === 'ingress' && (isolates || rules.some(({ action }) => action === 'Deny')) && (
              <p className={css.aside}>{t('policy.probes')}</p>
            )}
          </Fragment>
        ))}
      </div>
    </>
  )
}

/** A rule beside which nothing is left to refuse. */
function isEverything({ peers, ports }: Rule): boolean {
  return peers === null && ports === ''
}

function Sentence({
  rule,
  direction,
  subject,
}: {
  readonly rule: Rule
  readonly direction: 'ingress' | 'egress'
  readonly subject: Noun
}) {
  const t = useText()
  const verb = { Allow: 'policy.lets', Deny: 'policy.denies', Pass: 'policy.passes' } as const
  const peers = <Peers peers={rule.peers} />
  const own = <NounButton noun={subject} />
  return (
    <p>
      <button type="button" className={css.verb} onClick={() => void goTo(rule.at)}>
        {t(verb[rule.action])}
      </button>{' '}
      {direction === 'ingress' ? peers : own} {t('policy.reach')} {direction === 'ingress' ? own : peers}
      {rule.ports !== '' && (
        <>
          {' '}
          {t('policy.on')} <code>{rule.ports}</code>
        </>
      )}
      .
    </p>
  )
}

function Peers({ peers }: { readonly peers: Rule['peers'] }) {
  const t = useText()
  if (peers === null) return <b>{t('policy.everyone')}</b>
  return peers.map((peer, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: peers of one answer do not move
    <Fragment key={i}>
      {i > 0 && ` ${t('policy.or')} `}
      <NounButton noun={peer} />
    </Fragment>
  ))
}

function NounButton({ noun }: { readonly noun: Noun }) {
  const t = useText()
  const pods =
    noun.isOutside || noun.nodes.length > 3 || noun.nodes.length === 0
      ? noun.selector === ''
        ? t('policy.everyPod')
        : noun.selector
      : noun.selector === '' && noun.nodes.length > 1
        ? t('policy.everyPod')
        : noun.names.join(', ')
  const place =
    noun.namespace === null
      ? ''
      : ` ${t('policy.in')} ${noun.namespace === '*' ? t('policy.anyNamespace') : noun.namespace}`
  const count = t('policy.count', { n: noun.nodes.length })
  return (
    <button
      type="button"
      className={css.noun}
      data-none={(!noun.isOutside && noun.nodes.length === 0) || undefined}
      title={noun.isOutside ? noun.selector : `${noun.selector === '' ? t('selector.all') : noun.selector}: ${count}`}
      onPointerEnter={() => lightPods(noun)}
      onPointerLeave={() => lightPods(null)}
      onFocus={() => lightPods(noun)}
      onBlur={() => lightPods(null)}
      onClick={() => void goTo(noun.at)}
    >
      {pods}
      {place}
      {!noun.isOutside && (
        <>
          {' '}
          <small>{noun.nodes.length === 0 ? t('policy.noPod') : noun.nodes.length}</small>
        </>
      )}
    </button>
  )
}
