import { CircleX, Lock, Shield, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Badge, Role } from '../store/contracts.ts'
import { setView, useView } from '../store/view.ts'
import { IconButton } from '../ui/button.tsx'
import { KindIcon } from '../ui/kinds.tsx'
import { useText } from '../ui/text.ts'
import { badgeIcons } from './badge-icons.ts'
import css from './legend.module.css'

const roles: readonly (readonly [Role, kind: string])[] = [
  ['outside', ''],
  ['entry', 'Gateway'],
  ['route', 'HTTPRoute'],
  ['service', 'Service'],
  ['subset', 'DestinationRule'],
  ['workload', 'Deployment'],
  ['policy', 'NetworkPolicy'],
  ['config', 'ConfigMap'],
]
const lines = ['configured', 'refer', 'protect', 'broken', 'passed', 'stopped', 'unknown', 'wayA', 'wayB'] as const
const badges = [
  'replicas',
  'key',
  'clock',
  'mirror',
  'weight',
  'retry',
  'unknown',
  'off',
] as const satisfies readonly Badge['icon'][]

/** What shapes, lines and signs mean. */
export function Legend() {
  const t = useText()
  const open = useView(view => view.legendOpen)
  if (!open) return null
  return (
    <aside className={css.legend} data-floats aria-label={t('legend.title')}>
      <div className={css.head}>
        <h2>{t('legend.title')}</h2>
        <IconButton small label={t('close')} onClick={() => setView({ legendOpen: false })}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      <Group title={t('legend.nodes')}>
        {roles.map(([role, kind]) => (
          <li key={role}>
            <span className={css.sign} style={{ color: `var(--role-${role})` }}>
              <KindIcon kind={kind} role={role} size={15} />
            </span>
            {t(`legend.${role}`)}
          </li>
        ))}
      </Group>
      <Group title={t('legend.lines')}>
        {lines.map(line => (
          <li key={line}>
            <svg className={css.line} data-line={line} viewBox="0 0 34 12" aria-hidden>
              <path d="M1 6H33" />
              {(line === 'stopped' || line === 'broken') && (
                <g transform="translate(17 6)">
                  <circle r="5" />
                  <path d="M-2 -2 2 2M-2 2 2 -2" />
                </g>
              )}
            </svg>
            {t(`legend.${line}`)}
          </li>
        ))}
      </Group>
      <Group title={t('legend.signs')}>
        <Sign icon={<Lock size={14} aria-hidden />} text={t('legend.lock')} />
        <Sign icon={<Shield size={14} aria-hidden />} text={t('legend.shield')} />
        {badges.map(badge => {
          const Icon = badgeIcons[badge]
          return <Sign key={badge} icon={<Icon size={14} aria-hidden />} text={t(`legend.${badge}`)} />
        })}
        <Sign icon={<CircleX size={14} color="var(--bad)" aria-hidden />} text={t('legend.error')} />
        <Sign icon={<TriangleAlert size={14} color="var(--warn)" aria-hidden />} text={t('legend.warning')} />
      </Group>
    </aside>
  )
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <>
      <h3>{title}</h3>
      <ul>{children}</ul>
    </>
  )
}

function Sign({ icon, text }: { readonly icon: ReactNode; readonly text: string }) {
  return (
    <li>
      <span className={css.sign}>{icon}</span>
      {text}
    </li>
  )
}
