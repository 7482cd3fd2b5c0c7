import { Ban, FilePen } from 'lucide-react'
import { targetAt, useConnecting, useDropping } from '../store/connect.ts'
import type { Plan } from '../store/contracts.ts'
import { useFiles } from '../store/project.ts'
import { useWeighing } from '../store/weighing.ts'
import { useSentences } from '../ui/sentences.ts'
import { useText } from '../ui/text.ts'
import { PlanLines } from '../worker/plan-lines.tsx'
import css from './canvas.module.css'

/** Follows the pointer while a line is drawn: what would be written here, or why nothing can be. */
export function ConnectHint() {
  const t = useText()
  const say = useSentences()
  const { from, over, targets, preview, pointer } = useConnecting()
  if (from === null || over === null || targets === null || over.node === from.node) return null
  const target = targetAt(targets, over.node, over.row)
  const style = { left: Math.min(pointer.x + 16, window.innerWidth - 380), top: pointer.y + 18 }
  if (target?.allowed !== true || preview?.kind === 'refused') {
    const why =
      preview?.kind === 'refused'
        ? say.sentence(preview.code, preview.facts)
        : target === undefined || target.code === ''
          ? t('connect.impossible')
          : say.sentence(target.code, {})
    return (
      <div className={css.hint} data-bad style={style}>
        <Ban size={14} aria-hidden />
        <span>{why}</span>
      </div>
    )
  }
  if (preview === null) return null
  return <Written plan={preview} style={style} />
}

/** The same while a kind is dragged over the canvas. */
export function DropHint() {
  const say = useSentences()
  const { kind, preview, pointer } = useDropping()
  if (kind === null || preview === null) return null
  const style = { left: Math.min(pointer.x + 16, window.innerWidth - 380), top: pointer.y + 18 }
  if (preview.kind === 'refused')
    return (
      <div className={css.hint} data-bad style={style}>
        <Ban size={14} aria-hidden />
        <span>{say.sentence(preview.code, preview.facts)}</span>
      </div>
    )
  return <Written plan={preview} style={style} />
}

/** The same while a share of traffic is dragged. */
export function WeighHint() {
  const { preview, pointer } = useWeighing()
  if (pointer === null || preview?.kind !== 'edits') return null
  return (
    <Written plan={preview} style={{ left: Math.min(pointer.x + 16, window.innerWidth - 380), top: pointer.y + 18 }} />
  )
}

const linesShown = 9

function Written({
  plan,
  style,
}: {
  readonly plan: Extract<Plan, { kind: 'edits' }>
  readonly style: { readonly left: number; readonly top: number }
}) {
  const t = useText()
  const files = useFiles()
  return (
    <div className={css.hint} style={style}>
      <FilePen size={14} aria-hidden />
      <div>
        {plan.files.map(({ file, edits }) => (
          <div key={file}>
            <span>{t('connect.writes', { file: files.find(f => f.id === file)?.name ?? '' })}</span>
            <PlanLines file={file} edits={edits} most={linesShown} />
          </div>
        ))}
      </div>
    </div>
  )
}
