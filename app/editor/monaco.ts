/** Monaco with the parts that the YAML pane uses; the whole of it would be a third larger. */
import * as monaco from 'monaco-editor/editor'
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker'
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js'
import 'monaco-editor/features/bracketMatching/register'
import 'monaco-editor/features/caretOperations/register'
import 'monaco-editor/features/clipboard/register'
import 'monaco-editor/features/codeAction/register'
import 'monaco-editor/features/codelens/register'
import 'monaco-editor/features/codicon/register'
import 'monaco-editor/features/comment/register'
import 'monaco-editor/features/contextmenu/register'
import 'monaco-editor/features/find/register'
import 'monaco-editor/features/folding/register'
import 'monaco-editor/features/gotoError/register'
import 'monaco-editor/features/gotoSymbol/register'
import 'monaco-editor/features/hover/register'
import 'monaco-editor/features/indentation/register'
import 'monaco-editor/features/lineSelection/register'
import 'monaco-editor/features/linesOperations/register'
import 'monaco-editor/features/multicursor/register'
import 'monaco-editor/features/referenceSearch/register'
import 'monaco-editor/features/readOnlyMessage/register'
import 'monaco-editor/features/smartSelect/register'
import 'monaco-editor/features/snippet/register'
import 'monaco-editor/features/suggest/register'
import 'monaco-editor/features/toggleTabFocusMode/register'
import 'monaco-editor/features/wordOperations/register'
import 'monaco-editor/languages/definitions/yaml/register'
import { project } from '../store/project.ts'

self.MonacoEnvironment = { getWorker: () => new EditorWorker() }

// One history for everything: the keys, the menu and the commands of the editor all lead to the project's.
monaco.editor.registerCommand('undo', () => project.undo())
monaco.editor.registerCommand('redo', () => project.redo())

const common = {
  'editor.lineHighlightBorder': '#00000000',
  focusBorder: '#00000000',
}

monaco.editor.defineTheme('portolan-light', {
  base: 'vs',
  inherit: true,
  rules: [
    { token: 'type', foreground: '1d4fa8' },
    { token: 'string', foreground: '8a3a12' },
    { token: 'string.yaml', foreground: '8a3a12' },
    { token: 'number', foreground: '0b6e4f' },
    { token: 'keyword', foreground: '7a2fb5' },
    { token: 'comment', foreground: '5d6b5f', fontStyle: 'italic' },
  ],
  colors: {
    ...common,
    'editor.background': '#ffffff',
    'editor.foreground': '#16202e',
    'editorLineNumber.foreground': '#626e81',
    'editorCodeLens.foreground': '#5a6679',
    'editorLineNumber.activeForeground': '#16202e',
    'editor.lineHighlightBackground': '#f4f6f9',
    'editor.selectionBackground': '#c9d8fb',
    'editorIndentGuide.background1': '#e6eaf0',
    'editorIndentGuide.activeBackground1': '#b6c0ce',
    'editorWidget.background': '#ffffff',
    'editorWidget.border': '#d9dfe8',
    'editorHoverWidget.background': '#ffffff',
    'editorSuggestWidget.selectedBackground': '#e6ecfd',
    'editorSuggestWidget.selectedForeground': '#16202e',
    'editorGutter.background': '#ffffff',
  },
})
monaco.editor.defineTheme('portolan-dark', {
  base: 'vs-dark',
  inherit: true,
  rules: [
    { token: 'type', foreground: '8ab8ff' },
    { token: 'string', foreground: 'f0b48a' },
    { token: 'string.yaml', foreground: 'f0b48a' },
    { token: 'number', foreground: '7fd8b4' },
    { token: 'keyword', foreground: 'd0a8ff' },
    { token: 'comment', foreground: '93a396', fontStyle: 'italic' },
  ],
  colors: {
    ...common,
    'editor.background': '#151a22',
    'editor.foreground': '#e8edf4',
    'editorLineNumber.foreground': '#8f9bac',
    'editorCodeLens.foreground': '#9aa6b7',
    'editorLineNumber.activeForeground': '#e8edf4',
    'editor.lineHighlightBackground': '#1a212b',
    'editor.selectionBackground': '#2c4372',
    'editorIndentGuide.background1': '#242d39',
    'editorIndentGuide.activeBackground1': '#465264',
    'editorWidget.background': '#1c232d',
    'editorWidget.border': '#2a333f',
    'editorHoverWidget.background': '#1c232d',
    'editorSuggestWidget.selectedBackground': '#1e2b4a',
    'editorSuggestWidget.selectedForeground': '#e8edf4',
    'editorGutter.background': '#151a22',
  },
})

export { monaco }
