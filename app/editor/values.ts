import { ask } from '../worker/client.ts'
import { shownBy } from './models.ts'
import { monaco } from './monaco.ts'

/** Completion of what the cluster has: names of Services, ports, labels, listeners, subsets. */

const value = /^(?<before>\s*(?:- +)*(?:[^\s:#"']+: +)?)(?<typed>["']?[^\s#"']*)$/
const key = /^\s*(?:- +)*[^\s:#"']*$/

monaco.languages.registerCompletionItemProvider('yaml', {
  triggerCharacters: [' ', '-', '"', "'"],
  async provideCompletionItems(model, position) {
    const shown = shownBy(model)
    const line = model.getLineContent(position.lineNumber)
    const written = line.slice(0, position.column - 1)
    const found = value.exec(written)?.groups
    if (shown === null || found === undefined) return { suggestions: [] }
    const located = await ask({ kind: 'locate', file: shown.file, offset: shown.toSource(position) })
    const place = located.kind === 'locate' ? located.place : null
    if (place === null) return { suggestions: [] }
    const isKey = key.test(written)
    const replies = await Promise.all(
      (isKey ? [false, true] : [false]).map(async keys => {
        const reply = await ask({ kind: 'suggest', at: place, keys })
        return reply.kind === 'suggest' ? reply.suggestions.map(each => ({ ...each, keys })) : []
      }),
    )
    const rest = /^[^\s#]*/.exec(line.slice(position.column - 1))?.[0].length ?? 0
    const range = {
      startLineNumber: position.lineNumber,
      endLineNumber: position.lineNumber,
      startColumn: (found['before'] ?? '').length + 1,
      endColumn: position.column + rest,
    }
    return {
      suggestions: replies.flat().map(({ value: word, written: text, detail, keys }, i) => ({
        label: { label: String(word), description: detail },
        kind: keys ? monaco.languages.CompletionItemKind.Property : monaco.languages.CompletionItemKind.Reference,
        insertText: keys ? `${text}: ` : text,
        filterText: text,
        // Before what the schema knows: any text is right by that.
        sortText: `!${String(i).padStart(4, '0')}`,
        range,
      })),
    }
  },
})
