import { Ban, FilePen } from 'lucide-react'
import { targetAt, useConnecting, useDropping } from '../store/connect.ts'
import type { Plan } from '../store/contracts.ts'
import { useFiles } from '../store/project.ts'
import { useSentences } from '../ui/sentences.ts'
import { useText } from '../ui/text.ts'
import { writtenLines } from '../worker/gestures.ts'
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
  const names = plan.files.map(({ file }) => files.find(f => f.id === file)?.name ?? '')
  const lines = writtenLines(plan)
  return (
    <div className={css.hint} style={style}>
      <FilePen size={14} aria-hidden />
      <div>
        <span>{t('connect.writes', { file: names.join(', ') })}</span>
        <pre>
          {lines
            .slice(0, linesShown)
            .map(line => `+ ${line}`)
            .join('\n')}
          {lines.length > linesShown && '\n…'}
        </pre>
      </div>
    </div>
  )
}
