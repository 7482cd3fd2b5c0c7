import { Ban, FilePen } from 'lucide-react'
import { targetAt, useConnecting } from '../store/connect.ts'
import { useFiles } from '../store/project.ts'
import { useSentences } from '../ui/sentences.ts'
import { useText } from '../ui/text.ts'
import { writtenLines } from '../worker/gestures.ts'
import css from './canvas.module.css'

/** Follows the pointer while a line is drawn: what would be written here, or why nothing can be. */
export function ConnectHint() {
  const t = useText()
  const say = useSentences()
  const files = useFiles()
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
  const file = files.find(f => f.id === preview.files[0]?.file)
  return (
    <div className={css.hint} style={style}>
      <FilePen size={14} aria-hidden />
      <div>
        <span>{t('connect.writes', { file: file?.name ?? '' })}</span>
        <pre>
          {writtenLines(preview)
            .slice(0, 6)
            .map(line => `+ ${line}`)
            .join('\n')}
        </pre>
      </div>
    </div>
  )
}
