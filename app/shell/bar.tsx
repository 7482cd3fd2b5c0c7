import {
  BookOpenText,
  ChevronDown,
  ClipboardPaste,
  Copy,
  Download,
  FileArchive,
  FilePlus2,
  FolderClock,
  FolderInput,
  FolderOpen,
  Keyboard,
  Languages,
  Monitor,
  Moon,
  PanelBottom,
  PanelLeft,
  PanelRight,
  Redo2,
  Save,
  Search,
  Share2,
  Sun,
  Undo2,
  X,
} from 'lucide-react'
import { useDisk } from '../store/disk.ts'
import { newFile } from '../store/new-file.ts'
import { project, useFiles, useUndoLabels } from '../store/project.ts'
import { emptyDraft, setView, useView } from '../store/view.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { useLabel, useText } from '../ui/text.ts'
import css from './bar.module.css'
import { openFolder, saveToDisk } from './disk-folder.ts'
import { openExample, useExamples } from './examples.ts'
import { openFromDisk, replaceProject } from './files-in.ts'
import { copyFile, downloadAll, downloadFile } from './files-out.ts'
import { HistoryMenu } from './history-menu.tsx'
import { shelve } from './shelf.ts'
import { projectSnapshot } from './snapshot.ts'

export function Bar() {
  return (
    <header className={css.bar}>
      <Logo />
      <ProjectMenu />
      <ExamplesMenu />
      <span className={css.line} />
      <UndoButtons />
      <SearchButton />
      <ShareButton />
      <PanelButtons />
      <span className={css.line} />
      <LanguageButton />
      <ThemeButton />
    </header>
  )
}

function Logo() {
  return (
    <h1 className={css.logo}>
      <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="var(--accent)" />
        <path d="M16 4.5 18.6 13.4 27.5 16 18.6 18.6 16 27.5 13.4 18.6 4.5 16 13.4 13.4Z" fill="var(--accent-ink)" />
      </svg>
      Portolan
    </h1>
  )
}

function ProjectMenu() {
  const t = useText()
  const files = useFiles()
  const active = useView(view => view.activeFile)
  const file = files.find(f => f.id === active)
  const onDisk = useDisk(disk => files.filter(each => disk.files.has(each.id)).length)
  return (
    <Menu
      items={[
        {
          id: 'open',
          text: t('file.open'),
          icon: <FolderOpen size={15} aria-hidden />,
          run: () => openFromDisk(false),
        },
        {
          id: 'folder',
          text: t('file.openFolder'),
          icon: <FolderInput size={15} aria-hidden />,
          run: () => void openFolder(),
        },
        {
          id: 'save',
          text: t('disk.save'),
          hint: 'Ctrl S',
          icon: <Save size={15} aria-hidden />,
          disabled: onDisk === 0,
          run: () => void saveToDisk(),
        },
        {
          id: 'paste',
          text: t('file.paste'),
          icon: <ClipboardPaste size={15} aria-hidden />,
          run: () => setView({ dialog: { kind: 'paste' } }),
        },
        { id: 'new', text: t('file.new'), icon: <FilePlus2 size={15} aria-hidden />, run: () => newFile() },
        null,
        {
          id: 'download',
          text: file === undefined ? t('file.download') : t('file.downloadNamed', { name: file.name }),
          icon: <Download size={15} aria-hidden />,
          disabled: file === undefined,
          run: () => file !== undefined && downloadFile(file),
        },
        {
          id: 'zip',
          text: t('file.downloadAll'),
          icon: <FileArchive size={15} aria-hidden />,
          disabled: files.length === 0,
          run: () => void downloadAll(),
        },
        {
          id: 'shelf',
          text: t('shelf.title'),
          icon: <FolderClock size={15} aria-hidden />,
          run: () => setView({ dialog: { kind: 'shelf' } }),
        },
        null,
        {
          id: 'share',
          text: t('share.menu'),
          icon: <Share2 size={15} aria-hidden />,
          disabled: files.length === 0,
          run: () => setView({ dialog: { kind: 'share', tab: 'files' } }),
        },
        {
          id: 'copy',
          text: t('file.copy'),
          icon: <Copy size={15} aria-hidden />,
          disabled: file === undefined,
          run: () => file !== undefined && void copyFile(file),
        },
        null,
        {
          id: 'keys',
          text: t('keys.title'),
          hint: '?',
          icon: <Keyboard size={15} aria-hidden />,
          run: () => setView({ dialog: { kind: 'keys' } }),
        },
        {
          id: 'close',
          text: t('file.closeAll'),
          icon: <X size={15} aria-hidden />,
          disabled: files.length === 0,
          run: closeAll,
        },
      ]}
    >
      <Button>
        {t('file.menu')}
        <ChevronDown size={14} aria-hidden />
      </Button>
    </Menu>
  )
}

export function closeAll(): void {
  if (!project.pristine) void shelve(projectSnapshot(true))
  replaceProject([])
  setView({ tests: [], paint: [], activeFile: null, selection: [], draft: emptyDraft })
}

function ExamplesMenu() {
  const t = useText()
  const language = useView(view => view.language)
  const examples = useExamples()
  if (examples.length === 0) return null
  return (
    <Menu
      items={examples.map(example => ({
        id: example.id,
        text: example.title[language],
        detail: example.description[language],
        icon: <BookOpenText size={15} aria-hidden />,
        run: () => void openExample(example),
      }))}
    >
      <Button>
        {t('examples.menu')}
        <ChevronDown size={14} aria-hidden />
      </Button>
    </Menu>
  )
}

function UndoButtons() {
  const t = useText()
  const label = useLabel()
  const { undo, redo } = useUndoLabels()
  return (
    <>
      <IconButton
        label={undo === null ? t('undo') : t('undo.named', { what: label(undo.code, undo.facts) })}
        keys="Ctrl Z"
        aria-disabled={undo === null}
        onClick={() => project.undo()}
      >
        <Undo2 size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={redo === null ? t('redo') : t('redo.named', { what: label(redo.code, redo.facts) })}
        keys="Ctrl Shift Z"
        aria-disabled={redo === null}
        onClick={() => project.redo()}
      >
        <Redo2 size={16} aria-hidden />
      </IconButton>
      <HistoryMenu />
    </>
  )
}

function SearchButton() {
  const t = useText()
  return (
    <button type="button" className={css.search} onClick={() => setView({ dialog: { kind: 'palette' } })}>
      <Search size={14} aria-hidden />
      <span>{t('palette.placeholder')}</span>
      <kbd>Ctrl K</kbd>
    </button>
  )
}

function ShareButton() {
  const t = useText()
  const none = useFiles().length === 0
  return (
    <Button look="outlined" disabled={none} onClick={() => setView({ dialog: { kind: 'share', tab: 'link' } })}>
      <Share2 size={14} aria-hidden />
      {t('share.button')}
    </Button>
  )
}

function PanelButtons() {
  const t = useText()
  const { outlineOpen, editorOpen, bottomOpen } = useView()
  return (
    <>
      <IconButton
        label={t('panels.toggleOutline')}
        keys="Ctrl B"
        aria-pressed={outlineOpen}
        onClick={() => setView({ outlineOpen: !outlineOpen })}
      >
        <PanelLeft size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={t('panels.toggleBottom')}
        keys="Ctrl J"
        aria-pressed={bottomOpen}
        onClick={() => setView({ bottomOpen: !bottomOpen })}
      >
        <PanelBottom size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={t('panels.toggleEditor')}
        keys="Ctrl E"
        aria-pressed={editorOpen}
        onClick={() => setView({ editorOpen: !editorOpen })}
      >
        <PanelRight size={16} aria-hidden />
      </IconButton>
    </>
  )
}

function LanguageButton() {
  const t = useText()
  const language = useView(view => view.language)
  const next = language === 'en' ? 'ko' : 'en'
  return (
    <IconButton label={t('language.switch')} onClick={() => setView({ language: next })}>
      <Languages size={16} aria-hidden />
    </IconButton>
  )
}

function ThemeButton() {
  const t = useText()
  const theme = useView(view => view.theme)
  const Icon = theme === 'system' ? Monitor : theme === 'dark' ? Moon : Sun
  const choose = (value: typeof theme, Sign: typeof Icon) => ({
    id: value,
    text: t(`theme.${value}`),
    icon: <Sign size={15} aria-hidden />,
    ...(theme === value && { hint: '✓' }),
    run: () => setView({ theme: value }),
  })
  return (
    <Menu align="end" items={[choose('system', Monitor), choose('light', Sun), choose('dark', Moon)]}>
      <Button
        className={css.square}
        aria-label={t('theme.label', { now: t(`theme.${theme}`) })}
        title={t('theme.title')}
      >
        <Icon size={16} aria-hidden />
      </Button>
    </Menu>
  )
}
