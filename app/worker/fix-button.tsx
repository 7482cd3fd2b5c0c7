import { Wrench } from 'lucide-react'
import type { Problem } from '../store/contracts.ts'
import { Button } from '../ui/button.tsx'
import { LazyMenu } from '../ui/menu.tsx'
import { useText } from '../ui/text.ts'
import { fixesOf, planItem } from './gestures.ts'

/** The mends of a problem, each with the lines that it writes. */
export function FixButton({ problem }: { readonly problem: Problem }) {
  const t = useText()
  return (
    <LazyMenu
      align="end"
      nothing={t('fix.nothing')}
      load={async () => (await fixesOf(problem)).map((plan, i) => planItem(plan, `fix-${i}`))}
    >
      <Button small look="outlined" style={{ flex: 'none' }}>
        <Wrench size={13} aria-hidden />
        {t('fix.button')}
      </Button>
    </LazyMenu>
  )
}
