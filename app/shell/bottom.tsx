import { CircleCheck, CircleX, TriangleAlert, X } from 'lucide-react'
import { Tabs } from 'radix-ui'
import { EditEffectCounts } from '../simulate/policy/effect.tsx'
import { ReachPanel } from '../simulate/policy/reach-panel.tsx'
import { ProblemsPanel, useProblemCounts } from '../simulate/problems-panel.tsx'
import { RequestPanel } from '../simulate/request-panel.tsx'
import { TestsPanel, useTestCounts } from '../simulate/tests-panel.tsx'
import { type BottomTab, setView, useView } from '../store/view.ts'
import { IconButton } from '../ui/button.tsx'
import { useText } from '../ui/text.ts'
import css from './bottom.module.css'

export default function Bottom() {
  const t = useText()
  const tab = useView(view => view.bottomTab)
  const tests = useTestCounts()
  const problems = useProblemCounts()
  return (
    <Tabs.Root
      className={css.bottom}
      value={tab}
      onValueChange={value => setView({ bottomTab: value as BottomTab })}
      aria-label={t('panels.bottom')}
    >
      <div className={css.head}>
        <Tabs.List className={css.tabs} aria-label={t('panels.bottom')}>
          <Tabs.Trigger value="request" className={css.tab}>
            {t('tab.request')}
          </Tabs.Trigger>
          <Tabs.Trigger value="reach" className={css.tab}>
            {t('tab.reach')}
            <EditEffectCounts />
          </Tabs.Trigger>
          <Tabs.Trigger value="tests" className={css.tab}>
            {t('tab.tests')}
            {tests.passed > 0 && (
              <span className={css.count} data-tone="ok">
                <CircleCheck size={12} aria-label={t('tests.passed')} /> {tests.passed}
              </span>
            )}
            {tests.failed > 0 && (
              <span className={css.count} data-tone="bad">
                <CircleX size={12} aria-label={t('tests.failed')} /> {tests.failed}
              </span>
            )}
          </Tabs.Trigger>
          <Tabs.Trigger value="problems" className={css.tab}>
            {t('tab.problems')}
            {problems.errors > 0 && (
              <span className={css.count} data-tone="bad">
                <CircleX size={12} aria-label={t('severity.error')} /> {problems.errors}
              </span>
            )}
            {problems.warnings > 0 && (
              <span className={css.count} data-tone="warn">
                <TriangleAlert size={12} aria-label={t('severity.warning')} /> {problems.warnings}
              </span>
            )}
          </Tabs.Trigger>
        </Tabs.List>
        <IconButton small label={t('panels.closeBottom')} onClick={() => setView({ bottomOpen: false })}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      <Tabs.Content value="request" className={css.content}>
        <RequestPanel />
      </Tabs.Content>
      <Tabs.Content value="reach" className={css.content}>
        <ReachPanel />
      </Tabs.Content>
      <Tabs.Content value="tests" className={css.content}>
        <TestsPanel />
      </Tabs.Content>
      <Tabs.Content value="problems" className={css.content}>
        <ProblemsPanel />
      </Tabs.Content>
    </Tabs.Root>
  )
}
