import { Circle, CircleCheck, CircleDot, PartyPopper, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useGraph } from '../store/graph.ts'
import { writeSetting } from '../store/settings.ts'
import { askFor, emptyDraft, type Guide as GuideData, setView, useView } from '../store/view.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { useText } from '../ui/text.ts'
import css from './guide.module.css'

/** The first minute: a mistake to find by asking, and to mend. What is done shows in the project itself, not in a script. */
export default function Guide() {
  const guide = useView(view => view.guide)
  // Both stand in one corner.
  const isCovered = useView(view => view.legendOpen)
  return guide === null || isCovered ? null : <Steps guide={guide} />
}

function Steps({ guide }: { readonly guide: GuideData }) {
  const t = useText()
  const nodes = useGraph(graph => graph.nodes)
  const edges = useGraph(graph => graph.edges)
  const asked = useView(view => view.asked?.draft.url === guide.url)
  const selection = useView(view => view.selection)
  const culprit = [...nodes.values()].find(
    node => node.kind === guide.kind && node.namespace === guide.namespace && node.name === guide.name,
  )
  const mended =
    culprit !== undefined && [...edges.values()].some(edge => edge.from === culprit.id && edge.kind === 'select')
  const found = mended || (asked && culprit !== undefined && selection.includes(culprit.id))
  const close = (): void => {
    writeSetting('guide', 'done')
    setView({ guide: null })
  }
  const ask = (): void => {
    setView({ bottomOpen: true, bottomTab: 'request' })
    askFor({ ...emptyDraft, url: guide.url })
  }
  return (
    <aside className={css.guide} data-floats aria-label={t('guide.title')}>
      <div className={css.head}>
        <h2>{t('guide.title')}</h2>
        <IconButton small label={t('close')} onClick={close}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      {mended ? (
        <p className={css.done} role="status">
          <PartyPopper size={18} aria-hidden />
          <span>{t('guide.done')}</span>
        </p>
      ) : (
        <ol>
          <Step done={asked} now={!asked} text={t('guide.ask', { url: guide.url.replace(/^https?:\/\//, '') })}>
            <Button small look="primary" onClick={ask}>
              {t('guide.askIt')}
            </Button>
          </Step>
          <Step done={found} now={asked && !found} text={t('guide.find')} />
          <Step done={mended} now={found} text={t('guide.mend')} />
        </ol>
      )}
      {mended && (
        <Button small look="outlined" onClick={close}>
          {t('guide.close')}
        </Button>
      )}
    </aside>
  )
}

interface StepProps {
  readonly done: boolean
  readonly now: boolean
  readonly text: string
  readonly children?: ReactNode
}

function Step({ done, now, text, children }: StepProps) {
  const t = useText()
  const Icon = done ? CircleCheck : now ? CircleDot : Circle
  return (
    <li data-done={done || undefined} aria-current={now ? 'step' : undefined}>
      <Icon size={16} aria-label={t(done ? 'guide.stepDone' : 'guide.stepOpen')} />
      <div>
        <span>{text}</span>
        {now && children}
      </div>
    </li>
  )
}
