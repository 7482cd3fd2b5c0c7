import { CircleCheck, CircleDashed, CircleX, Play, RefreshCw, Trash2 } from 'lucide-react'
import { countTests, expectedOf, holds } from '../store/expected.ts'
import { useGraph } from '../store/graph.ts'
import { askFor, type ExpectedOutcome, type KeptTest, setView, useView } from '../store/view.ts'
import { IconButton } from '../ui/button.tsx'
import { useText } from '../ui/text.ts'
import css from './simulate.module.css'
import { draftOf, lineOf } from './verdicts.ts'

/** Requests kept as tests, answered again after every change. */
export function TestsPanel() {
  const t = useText()
  const tests = useView(view => view.tests)
  if (tests.length === 0) return <p className={css.none}>{t('tests.empty')}</p>
  return (
    <ul className={css.tests} aria-label={t('tests.label')}>
      {tests.map(test => (
        <TestRow key={test.id} test={test} />
      ))}
    </ul>
  )
}

function TestRow({ test }: { readonly test: KeptTest }) {
  const t = useText()
  const result = useGraph(graph => graph.watched.get(test.id))
  const now = result === undefined ? null : expectedOf(result.answer)
  const passed = now === null ? null : holds(test, now)
  const state = passed === null ? 'waiting' : passed ? 'passed' : 'failed'
  const Icon = passed === null ? CircleDashed : passed ? CircleCheck : CircleX
  const lines = (outcomes: readonly ExpectedOutcome[]): string => outcomes.map(o => lineOf(o, t)).join(' · ')
  const replace = (next: KeptTest | null): void =>
    setView({
      tests: useView.getState().tests.flatMap(each => (each.id !== test.id ? [each] : next === null ? [] : [next])),
    })
  return (
    <li className={css.test} data-state={state}>
      <Icon size={16} aria-hidden className={css.testIcon} />
      <div className={css.testText}>
        <b>{test.name}</b>
        <span className="visually-hidden">{t(`tests.${state}`)}</span>
        <span className={css.testLines}>
          {passed === false ? (
            <>
              <span>
                {t('tests.expected')} <code>{lines(test.expected)}</code>
              </span>
              <span>
                {t('tests.actual')} <code>{lines(now ?? [])}</code>
              </span>
            </>
          ) : (
            <code>{lines(test.expected)}</code>
          )}
        </span>
      </div>
      <IconButton
        small
        label={t('tests.look')}
        onClick={() => {
          askFor(draftOf(test.request))
          setView({ bottomTab: 'request' })
        }}
      >
        <Play size={14} aria-hidden />
      </IconButton>
      {passed === false && now !== null && (
        <IconButton
          small
          label={t('tests.accept')}
          onClick={() => replace({ id: test.id, name: test.name, request: test.request, expected: now })}
        >
          <RefreshCw size={14} aria-hidden />
        </IconButton>
      )}
      <IconButton small label={t('tests.remove')} onClick={() => replace(null)}>
        <Trash2 size={14} aria-hidden />
      </IconButton>
    </li>
  )
}

/** How many kept tests pass and fail now. */
export function useTestCounts(): { readonly passed: number; readonly failed: number } {
  const tests = useView(view => view.tests)
  const watched = useGraph(graph => graph.watched)
  return countTests(tests, watched)
}
