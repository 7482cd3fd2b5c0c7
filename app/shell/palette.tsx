import {
  AlignLeft,
  BookOpenText,
  Boxes,
  ClipboardPaste,
  Columns2,
  Download,
  FileDiff,
  FilePlus2,
  FileText,
  FolderInput,
  FolderOpen,
  Footprints,
  Keyboard,
  Languages,
  LayoutGrid,
  ListChecks,
  Moon,
  Plus,
  Redo2,
  Save,
  Send,
  Share2,
  Sun,
  TriangleAlert,
  Undo2,
  X,
} from 'lucide-react'
import { useMemo } from 'react'
import { layOutNamespace, layOutSelection } from '../canvas/lay-out.ts'
import { usePlacement } from '../canvas/placement.ts'
import { togglePods } from '../canvas/pods.ts'
import { useGraph } from '../store/graph.ts'
import { newFile } from '../store/new-file.ts'
import { project, useFiles } from '../store/project.ts'
import { rivalOf, select, setView, useView } from '../store/view.ts'
import { KindIcon } from '../ui/kinds.tsx'
import { useText } from '../ui/text.ts'
import type { WordKey } from '../ui/words.ts'
import { formatFile, goToDocument } from '../worker/gestures.ts'
import { closeAll } from './bar.tsx'
import { openFolder, saveToDisk } from './disk-folder.ts'
import { openExample, openGuide, useExamples } from './examples.ts'
import { openFromDisk } from './files-in.ts'
import { downloadAll } from './files-out.ts'
import { type Pick, PickList } from './pick-list.tsx'

/** What can be taken out, each by its own name: those who know what they want need no dialog. */
const exported: readonly {
  readonly id: string
  /** Null where the name is the same in all languages. */
  readonly key: WordKey | null
  readonly run: (exports: typeof import('./share/exports.ts')) => unknown
}[] = [
  { id: 'SVG', key: null, run: exports => exports.exportSvg() },
  { id: 'PNG', key: null, run: exports => exports.exportPng() },
  { id: 'Mermaid', key: null, run: exports => exports.copyMermaid() },
  { id: 'print', key: 'share.print', run: exports => exports.printPicture() },
  { id: 'clean', key: 'share.clean', run: exports => exports.exportClean() },
  { id: 'kustomize', key: 'share.kustomize', run: exports => exports.exportKustomize() },
  { id: 'tests', key: 'share.tests', run: exports => exports.exportTests() },
  { id: 'project', key: 'share.project', run: exports => exports.exportProject() },
]

/** Find or do anything. */
export function Palette() {
  const t = useText()
  const outline = useGraph(graph => graph.outline)
  const files = useFiles()
  const examples = useExamples()
  const language = useView(view => view.language)
  const picks = useMemo((): Pick[] => {
    const act = (id: string, text: string, icon: Pick['icon'], run: () => void, hint?: string): Pick => ({
      id: `do:${id}`,
      group: t('palette.actions'),
      text,
      icon,
      run,
      ...(hint !== undefined && { hint }),
    })
    const open = (tab: 'request' | 'tests' | 'problems') => () => setView({ bottomOpen: true, bottomTab: tab })
    return [
      act('request', t('palette.request'), <Send size={16} aria-hidden />, open('request')),
      act(
        'create',
        t('create.title'),
        <Plus size={16} aria-hidden />,
        () => setView({ dialog: { kind: 'create' } }),
        'N',
      ),
      act(
        'layOut',
        t('layout.selection'),
        <LayoutGrid size={16} aria-hidden />,
        () => void layOutSelection(useView.getState().selection),
      ),
      ...[...usePlacement.getState().frames.keys()]
        .filter(namespace => !usePlacement.getState().collapsed.has(namespace))
        .map(namespace =>
          act(
            `layOut:${namespace}`,
            t('layout.namespace', { name: namespace === '' ? t('canvas.cluster') : namespace }),
            <LayoutGrid size={16} aria-hidden />,
            () => void layOutNamespace(namespace),
          ),
        ),
      act(
        'pods',
        t('pods.showSelected'),
        <Boxes size={16} aria-hidden />,
        () => togglePods(useView.getState().selection),
        'P',
      ),
      act('foldPods', t('pods.foldAll'), <Boxes size={16} aria-hidden />, () => setView({ podsOpen: [] })),
      act('guide', t('guide.open'), <Footprints size={16} aria-hidden />, () => void openGuide()),
      act('undo', t('undo'), <Undo2 size={16} aria-hidden />, () => project.undo(), 'Ctrl Z'),
      act('redo', t('redo'), <Redo2 size={16} aria-hidden />, () => project.redo(), 'Ctrl Shift Z'),
      act('problems', t('palette.problems'), <TriangleAlert size={16} aria-hidden />, open('problems')),
      act('tests', t('palette.tests'), <ListChecks size={16} aria-hidden />, open('tests')),
      act(
        'format',
        t('format.menu'),
        <AlignLeft size={16} aria-hidden />,
        () => void formatFile(useView.getState().activeFile),
        'Shift Alt F',
      ),
      act('open', t('file.open'), <FolderOpen size={16} aria-hidden />, () => openFromDisk(false)),
      act('folder', t('file.openFolder'), <FolderInput size={16} aria-hidden />, () => void openFolder()),
      act('save', t('disk.save'), <Save size={16} aria-hidden />, () => void saveToDisk(), 'Ctrl S'),
      act('paste', t('file.paste'), <ClipboardPaste size={16} aria-hidden />, () =>
        setView({ dialog: { kind: 'paste' } }),
      ),
      act('new', t('file.new'), <FilePlus2 size={16} aria-hidden />, () => newFile()),
      act('zip', t('file.downloadAll'), <Download size={16} aria-hidden />, () => void downloadAll()),
      act('link', t('share.menuLink'), <Share2 size={16} aria-hidden />, () =>
        setView({ dialog: { kind: 'share', tab: 'link' } }),
      ),
      act('export', t('share.menu'), <Share2 size={16} aria-hidden />, () =>
        setView({ dialog: { kind: 'share', tab: 'files' } }),
      ),
      act('compare', t('versus.compare'), <Columns2 size={16} aria-hidden />, () => {
        const { draft, rival } = useView.getState()
        setView({ bottomOpen: true, bottomTab: 'request', rival: rival ?? rivalOf(draft) })
      }),
      act('diff', t('diff.menu'), <FileDiff size={16} aria-hidden />, () => {
        const file = useView.getState().activeFile
        if (file !== null) setView({ dialog: { kind: 'diff', file } })
      }),
      ...exported.map(({ id, key, run }) =>
        act(
          `export:${id}`,
          `${t('palette.export')}: ${key === null ? id : t(key)}`,
          <Share2 size={16} aria-hidden />,
          () => void import('./share/exports.ts').then(run),
        ),
      ),
      act('close', t('file.closeAll'), <X size={16} aria-hidden />, closeAll),
      act('light', t('palette.light'), <Sun size={16} aria-hidden />, () => setView({ theme: 'light' })),
      act('dark', t('palette.dark'), <Moon size={16} aria-hidden />, () => setView({ theme: 'dark' })),
      act('language', t('language.switch'), <Languages size={16} aria-hidden />, () =>
        setView({ language: language === 'en' ? 'ko' : 'en' }),
      ),
      act(
        'keys',
        t('keys.title'),
        <Keyboard size={16} aria-hidden />,
        () => setView({ dialog: { kind: 'keys' } }),
        '?',
      ),
      ...[...outline.values()]
        .filter(entry => entry.state !== 'empty' && entry.name !== '')
        .map(
          (entry): Pick => ({
            id: entry.id,
            group: t('palette.resources'),
            text: entry.name,
            detail: `${entry.kind}${entry.namespace === '' ? '' : ` · ${entry.namespace}`}`,
            icon: <KindIcon kind={entry.kind} />,
            run: () => {
              select([entry.id])
              setView({ centre: { node: entry.id, near: true } })
              void goToDocument(entry.id)
            },
          }),
        ),
      ...files.map(
        (file): Pick => ({
          id: `file:${file.id}`,
          group: t('palette.files'),
          text: file.name,
          icon: <FileText size={16} aria-hidden />,
          run: () => setView({ activeFile: file.id, editorOpen: true }),
        }),
      ),
      ...examples.map(
        (example): Pick => ({
          id: `example:${example.id}`,
          group: t('examples.menu'),
          text: example.title[language],
          detail: example.description[language],
          icon: <BookOpenText size={16} aria-hidden />,
          run: () => void openExample(example),
        }),
      ),
    ]
  }, [t, outline, files, examples, language])
  return (
    <PickList
      title={t('palette.placeholder')}
      placeholder={t('palette.placeholder')}
      nothing={t('palette.nothing')}
      picks={picks}
    />
  )
}
