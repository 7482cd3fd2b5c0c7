import {
  Archive,
  Check,
  ClipboardCopy,
  FileCode2,
  FileImage,
  FileJson,
  FlaskConical,
  Image,
  type LucideIcon,
  Printer,
  Spline,
  WandSparkles,
} from 'lucide-react'
import { Tabs } from 'radix-ui'
import { useEffect, useId, useState } from 'react'
import { project, useFiles } from '../../store/project.ts'
import { setView, useView } from '../../store/view.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useText } from '../../ui/text.ts'
import ui from '../../ui/ui.module.css'
import { downloadAll } from '../files-out.ts'
import {
  copyMermaid,
  exportClean,
  exportKustomize,
  exportPng,
  exportProject,
  exportSvg,
  exportTests,
  printPicture,
} from './exports.ts'
import { pack } from './pack.ts'
import { projectData } from './project-data.ts'
import css from './share-dialog.module.css'
import { type SharedProject, sharedProject } from './shared-project.ts'

/** Chat programs and mail cut longer ones. */
const safeLength = 8_000
/** What every browser still takes as an address. */
const longest = 60_000
const typingMs = 350

/** The project as a link, as files, as a picture. */
export function ShareDialog({ tab }: { readonly tab: 'link' | 'files' | 'picture' }) {
  const t = useText()
  return (
    <Dialog title={t('share.title')} open onClose={() => setView({ dialog: null })}>
      <Tabs.Root defaultValue={tab} className={css.tabs}>
        <Tabs.List className={css.list} aria-label={t('share.title')}>
          <Tabs.Trigger value="link">{t('share.link')}</Tabs.Trigger>
          <Tabs.Trigger value="files">{t('share.files')}</Tabs.Trigger>
          <Tabs.Trigger value="picture">{t('share.picture')}</Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="link" className={css.content}>
          <LinkTab />
        </Tabs.Content>
        <Tabs.Content value="files" className={css.content}>
          <FilesTab />
        </Tabs.Content>
        <Tabs.Content value="picture" className={css.content}>
          <PictureTab />
        </Tabs.Content>
      </Tabs.Root>
    </Dialog>
  )
}

interface Made {
  readonly link: string
  readonly shared: SharedProject
}

function LinkTab() {
  const t = useText()
  const id = useId()
  const [withSecrets, setWithSecrets] = useState(false)
  const [password, setPassword] = useState('')
  const [made, setMade] = useState<Made | null>(null)
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    let current = true
    setMade(null)
    setCopied(false)
    const timer = setTimeout(
      async () => {
        const shared = await sharedProject(withSecrets)
        if (shared === null || !current) return
        const packed = await pack(projectData(shared.snapshot), password)
        if (current) setMade({ link: `${location.origin}${location.pathname}#${packed}`, shared })
      },
      password === '' ? 0 : typingMs,
    )
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [withSecrets, password])
  const length = made?.link.length ?? 0
  const tooLong = length > longest
  const empty = made !== null && made.shared.snapshot.files.length === 0
  const copy = async (): Promise<void> => {
    if (made === null) return
    await navigator.clipboard.writeText(made.link).then(
      () => setCopied(true),
      () => document.querySelector<HTMLInputElement>(`#${CSS.escape(`${id}-link`)}`)?.select(),
    )
  }
  return (
    <>
      <p className={css.text}>{t('share.linkText')}</p>
      <div className={css.row}>
        <input
          id={`${id}-link`}
          className={ui.field}
          readOnly
          value={made === null ? t('share.making') : tooLong || empty ? '' : made.link}
          aria-label={t('share.link')}
          onFocus={event => event.target.select()}
        />
        <Button look="primary" disabled={made === null || tooLong || empty} onClick={() => void copy()}>
          {copied ? <Check size={14} aria-hidden /> : <ClipboardCopy size={14} aria-hidden />}
          {t(copied ? 'share.copied' : 'share.copy')}
        </Button>
      </div>
      <p className={css.note} role="status" data-tone={length > safeLength ? 'warn' : undefined}>
        {made !== null &&
          (empty
            ? t('share.nothing')
            : tooLong
              ? t('share.tooLong', { n: length.toLocaleString() })
              : t(length > safeLength ? 'share.long' : 'share.length', { n: length.toLocaleString() }))}
      </p>
      {made !== null && made.shared.leftOut.length > 0 && (
        <p className={css.note} data-tone="warn">
          {t('share.leftOut', { names: made.shared.leftOut.join(', ') })}
        </p>
      )}
      {(made?.shared.secrets ?? 0) > 0 || withSecrets ? (
        <label className={ui.check}>
          <input type="checkbox" checked={withSecrets} onChange={event => setWithSecrets(event.target.checked)} />
          {t('share.withSecrets', { n: made?.shared.secrets ?? 0 })}
        </label>
      ) : null}
      {window.isSecureContext && (
        <div className={css.field}>
          <label htmlFor={`${id}-password`}>{t('share.password')}</label>
          <input
            id={`${id}-password`}
            className={ui.field}
            type="password"
            autoComplete="new-password"
            value={password}
            onChange={event => setPassword(event.target.value)}
            placeholder={t('share.noPassword')}
          />
        </div>
      )}
    </>
  )
}

interface ChoiceProps {
  readonly icon: LucideIcon
  readonly title: string
  readonly text: string
  readonly disabled?: boolean
  readonly run: () => void
}

function Choice({ icon: Icon, title, text, disabled = false, run }: ChoiceProps) {
  return (
    <li>
      <button type="button" className={css.choice} disabled={disabled} onClick={run}>
        <Icon size={18} aria-hidden />
        <span>
          <b>{title}</b>
          <span>{text}</span>
        </span>
      </button>
    </li>
  )
}

function FilesTab() {
  const t = useText()
  const none = useFiles().length === 0
  const tests = useView(view => view.tests.length)
  return (
    <ul className={css.choices}>
      <Choice
        icon={Archive}
        title={t('share.asOpened')}
        text={t('share.asOpenedText')}
        disabled={none}
        run={() => void downloadAll()}
      />
      <Choice
        icon={WandSparkles}
        title={t('share.clean')}
        text={t('share.cleanText')}
        disabled={none}
        run={() => void exportClean()}
      />
      <Choice
        icon={FileCode2}
        title={t('share.kustomize')}
        text={t('share.kustomizeText')}
        disabled={none}
        run={() => void exportKustomize()}
      />
      <Choice
        icon={FlaskConical}
        title={t('share.tests')}
        text={t('share.testsText', { n: tests })}
        disabled={tests === 0}
        run={() => void exportTests()}
      />
      <Choice
        icon={FileJson}
        title={t('share.project')}
        text={t('share.projectText')}
        disabled={none}
        run={exportProject}
      />
    </ul>
  )
}

function PictureTab() {
  const t = useText()
  const none = useFiles().length === 0 && project.files.length === 0
  return (
    <ul className={css.choices}>
      <Choice icon={Spline} title="SVG" text={t('share.svgText')} disabled={none} run={exportSvg} />
      <Choice icon={FileImage} title="PNG" text={t('share.pngText')} disabled={none} run={() => void exportPng()} />
      <Choice
        icon={Image}
        title="Mermaid"
        text={t('share.mermaidText')}
        disabled={none}
        run={() => void copyMermaid()}
      />
      <Choice
        icon={Printer}
        title={t('share.print')}
        text={t('share.printText')}
        disabled={none}
        run={() => {
          setView({ dialog: null })
          setTimeout(printPicture)
        }}
      />
    </ul>
  )
}
