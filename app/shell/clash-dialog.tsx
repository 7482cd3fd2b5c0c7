import { CircleSlash, Files, Replace } from 'lucide-react'
import { useState } from 'react'
import { type ClashChoice, type FileClash, useClash } from '../store/clash.ts'
import { Dialog } from '../ui/dialog.tsx'
import { KindIcon } from '../ui/kinds.tsx'
import { useText } from '../ui/text.ts'
import ui from '../ui/ui.module.css'
import css from './clash-dialog.module.css'

const icons = { both: Files, replace: Replace, leave: CircleSlash } as const
const shownAtMost = 6

/** Asks what becomes of a file that has a name, or objects, in common with what is open. */
export function ClashDialog() {
  const asking = useClash(clash => clash.asking)
  return asking === null ? null : (
    <Question
      key={asking.clash.name}
      clash={asking.clash}
      onAnswer={(choice, forAll) => asking.answer({ choice, forAll })}
    />
  )
}

interface QuestionProps {
  readonly clash: FileClash
  readonly onAnswer: (choice: ClashChoice, forAll: boolean) => void
}

function Question({ clash, onAnswer }: QuestionProps) {
  const t = useText()
  const [forAll, setForAll] = useState(false)
  const { name, samePath, objects, isAll, others } = clash
  const texts = {
    both: ['clash.both', 'clash.bothText'],
    replace: ['clash.replace', 'clash.replaceText'],
    leave: ['clash.leave', samePath || isAll ? 'clash.leaveFile' : 'clash.leaveObjects'],
  } as const
  return (
    <Dialog
      title={t(samePath ? 'clash.path' : 'clash.objects', { name })}
      text={t('clash.text')}
      open
      onClose={() => onAnswer('leave', true)}
    >
      {objects.length > 0 && (
        <ul className={css.objects}>
          {objects.slice(0, shownAtMost).map(object => (
            <li key={`${object.kind} ${object.namespace}/${object.name}`}>
              <KindIcon kind={object.kind} size={14} />
              <span>
                {object.kind} {object.namespace === '' ? '' : `${object.namespace}/`}
                <b>{object.name}</b>
              </span>
              <span className={css.where}>{t('clash.in', { file: object.file })}</span>
            </li>
          ))}
          {objects.length > shownAtMost && (
            <li className={css.where}>{t('clash.more', { n: objects.length - shownAtMost })}</li>
          )}
        </ul>
      )}
      <div className={css.choices}>
        {(['both', 'replace', 'leave'] as const).map(choice => {
          const Icon = icons[choice]
          const [title, text] = texts[choice]
          return (
            <button key={choice} type="button" className={css.choice} onClick={() => onAnswer(choice, forAll)}>
              <Icon size={17} aria-hidden />
              <span>
                <b>{t(title)}</b>
                <span>{t(text)}</span>
              </span>
            </button>
          )
        })}
      </div>
      {others > 0 && (
        <label className={`${ui.check} ${css.all}`}>
          <input type="checkbox" checked={forAll} onChange={event => setForAll(event.target.checked)} />
          {t('clash.all', { n: others })}
        </label>
      )}
    </Dialog>
  )
}
