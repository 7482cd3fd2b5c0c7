import { useText } from '../ui/text.ts'
import { useOnlySide } from './paint.ts'
import css from './side-tag.module.css'

/** Says at a node that only one of two compared requests comes to it. */
export function SideTag({ node }: { readonly node: string }) {
  const t = useText()
  const side = useOnlySide(node)
  if (side === null) return null
  return (
    <span className={css.tag} data-side={side} title={t('versus.only', { side })}>
      <span aria-hidden>{side}</span>
      <span className="visually-hidden">{t('versus.only', { side })}</span>
    </span>
  )
}
