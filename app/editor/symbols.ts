import type { LocatedRange, Reply } from '../store/contracts.ts'
import { setView } from '../store/view.ts'
import { sentences } from '../ui/sentences.ts'
import { say } from '../ui/text.ts'
import { ask } from '../worker/client.ts'
import { showPlace } from '../worker/gestures.ts'
import { modelOf, shownBy } from './models.ts'
import { monaco } from './monaco.ts'

/** What the fields of the text name: where it is declared, who else names it, what it is now, and a new name for it. */

type Symbols = Extract<Reply, { kind: 'symbol' }>

async function symbolAt(
  model: monaco.editor.ITextModel,
  position: monaco.IPosition,
  want: 'definitions' | 'uses' | 'meaning',
): Promise<Symbols | null> {
  const shown = shownBy(model)
  if (shown === null) return null
  const reply = await ask({ kind: 'symbol', file: shown.file, offset: shown.toSource(position), want })
  return reply.kind === 'symbol' && !model.isDisposed() ? reply : null
}

const locations = (places: readonly LocatedRange[]): monaco.languages.Location[] =>
  places.flatMap(({ file, range }) => {
    const model = modelOf(file)
    return model === null ? [] : [{ uri: model.model.uri, range: model.rangeOf(range) }]
  })

monaco.languages.registerDefinitionProvider('yaml', {
  async provideDefinition(model, position) {
    const found = await symbolAt(model, position, 'definitions')
    return found === null ? [] : locations(found.places)
  },
})

monaco.languages.registerReferenceProvider('yaml', {
  async provideReferences(model, position, { includeDeclaration }) {
    const uses = await symbolAt(model, position, 'uses')
    if (uses === null) return []
    const declared = includeDeclaration ? await symbolAt(model, position, 'definitions') : null
    return locations([...(declared?.places ?? []), ...uses.places])
  },
})

/** Text of manifests is no markup. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!<>|&~]/g, '\\$&')

monaco.languages.registerHoverProvider('yaml', {
  async provideHover(model, position) {
    const found = await symbolAt(model, position, 'meaning')
    const shown = shownBy(model)
    if (found === null || shown === null || found.says.length === 0) return null
    const text = found.says.map(({ code, facts }) => plain(sentences().sentence(code, facts)))
    return { range: shown.rangeOf(found.at.range), contents: [{ value: text.join('  \n') }] }
  },
})

// Another file is opened as a tab, not as a second editor.
monaco.editor.registerEditorOpener({
  openCodeEditor(_source, resource, at) {
    const model = monaco.editor.getModel(resource)
    const shown = model === null ? null : shownBy(model)
    if (shown === null) return false
    const start =
      at === undefined
        ? { lineNumber: 1, column: 1 }
        : 'lineNumber' in at
          ? at
          : { lineNumber: at.startLineNumber, column: at.startColumn }
    void showPlace({ file: shown.file, offset: shown.toSource(start) }, true)
    return true
  },
})

/** F2: asks for a new name for what stands under the cursor; every reference follows. */
export function renameAction(editor: monaco.editor.IStandaloneCodeEditor): monaco.IDisposable {
  return editor.addAction({
    id: 'portolan.rename',
    label: say('menu.rename'),
    keybindings: [monaco.KeyCode.F2],
    contextMenuGroupId: '1_modification',
    contextMenuOrder: 1,
    async run(opened) {
      const model = opened.getModel()
      const position = opened.getPosition()
      if (model === null || position === null) return
      const found = await symbolAt(model, position, 'definitions')
      if (found?.doc != null) setView({ dialog: { kind: 'rename', id: found.doc } })
    },
  })
}
