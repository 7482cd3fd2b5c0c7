import { useGraph } from '../store/graph.ts'
import { sentences } from '../ui/sentences.ts'
import { applyPlan, fixesOf } from '../worker/gestures.ts'
import { shownBy } from './models.ts'
import { monaco } from './monaco.ts'

/** The mends of the engine's problems, behind the light bulb. What is written goes through the project's one history. */

const apply = 'portolan.applyPlan'
monaco.editor.registerCommand(apply, (_accessor, plan: Parameters<typeof applyPlan>[0]) => void applyPlan(plan))

monaco.languages.registerCodeActionProvider('yaml', {
  async provideCodeActions(model, range) {
    const shown = shownBy(model)
    if (shown === null) return { actions: [], dispose: () => undefined }
    const here = [...useGraph.getState().problems.values()]
      .flatMap(({ problems }) => problems)
      .filter(({ file, fixable }) => fixable && file === shown.file)
      .filter(located => {
        const at = shown.rangeOf(located.range)
        return at.startLineNumber <= range.endLineNumber && at.endLineNumber >= range.startLineNumber
      })
    const plans = (await Promise.all(here.map(({ problem }) => fixesOf(problem)))).flat()
    return {
      actions: plans.map(plan => {
        const title = sentences().sentence(plan.label, plan.facts)
        return { title, kind: 'quickfix', command: { id: apply, title, arguments: [plan] } }
      }),
      dispose: () => undefined,
    }
  },
})
