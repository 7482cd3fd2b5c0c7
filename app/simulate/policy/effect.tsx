import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react'
import type { PolicyEffect } from '../../store/contracts.ts'
import { useReach } from '../../store/reach.ts'
import { select, setView } from '../../store/view.ts'
import { useText } from '../../ui/text.ts'
import css from './reach.module.css'

const icons = { gained: ArrowUp, lost: ArrowDown, changed: ArrowUpDown } as const

/** Connections that a change opens and shuts. */
export function EffectList({ effect, most = 60 }: { readonly effect: PolicyEffect; readonly most?: number }) {
  const t = useText()
  const ports = (text: string): string =>
    text === 'All Connections' ? t('reach.open') : text === 'No Connections' ? t('reach.shut') : text
  const total = effect.rows.length
  return (
    <ul className={css.effects}>
      {effect.rows.slice(0, most).map((row, i) => {
        const Icon = icons[row.kind]
        const text = t('effect.row', {
          from: row.from.text,
          to: row.to.text,
          before: ports(row.before),
          after: ports(row.after),
        })
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of one answer do not move
          <li key={i} data-kind={row.kind}>
            <button
              type="button"
              className={css.line}
              onClick={() => {
                const nodes = [row.from.node, row.to.node].filter(node => node !== null)
                select(nodes)
                if (nodes[0] !== undefined) setView({ centre: { node: nodes[0] } })
              }}
            >
              <Icon size={13} aria-label={t(row.kind === 'lost' ? 'reach.shut' : 'policyDialog.allow')} /> {text}
            </button>
          </li>
        )
      })}
      {total > most && <li className={css.hint}>{t('effect.more', { n: total - most })}</li>}
    </ul>
  )
}

/** `+3 −1`, in words for who listens. */
export function EffectCounts({ effect }: { readonly effect: PolicyEffect }) {
  const t = useText()
  return (
    <>
      {effect.gained > 0 && (
        <span className={css.count} data-kind="gained" title={t('effect.gained', { n: effect.gained })}>
          +{effect.gained}
          <span className="visually-hidden">{t('effect.gained', { n: effect.gained })}</span>
        </span>
      )}
      {effect.lost > 0 && (
        <span className={css.count} data-kind="lost" title={t('effect.lost', { n: effect.lost })}>
          −{effect.lost}
          <span className="visually-hidden">{t('effect.lost', { n: effect.lost })}</span>
        </span>
      )}
    </>
  )
}

/** What the last edit did, for the tab: nothing where it did nothing. */
export function EditEffectCounts() {
  const effect = useReach(reach => reach.effect)
  return effect === null ? null : <EffectCounts effect={effect} />
}

export function EditEffect() {
  const t = useText()
  const effect = useReach(reach => reach.effect)
  if (effect === null || effect.rows.length === 0) return null
  return (
    <details className={css.effect}>
      <summary>
        {t('effect.label')} <EffectCounts effect={effect} />
      </summary>
      <EffectList effect={effect} />
    </details>
  )
}
