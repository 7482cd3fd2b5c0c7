import { Bug, Copy, Lock, ShieldAlert } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useGraph } from '../store/graph.ts'
import { project, useFiles } from '../store/project.ts'
import { setView, useView } from '../store/view.ts'
import { Button } from '../ui/button.tsx'
import { useText } from '../ui/text.ts'
import { restartEngine } from '../worker/client.ts'
import { takeOver } from './keeper.ts'
import css from './notices.module.css'
import { holdsSecretData } from './secret-data.ts'

/** Bars under the top bar: what the person must know, and what to do about it. */
export function Notices() {
  const t = useText()
  const files = useFiles()
  const keepSecrets = useView(view => view.keepSecrets)
  const active = useView(view => view.activeFile)
  const broken = useGraph(graph => graph.broken)
  const secrets = useGraph(graph => graph.outline)
  const held = useMemo(() => {
    if (keepSecrets) return []
    const suspects = new Set([...secrets.values()].filter(entry => entry.kind === 'Secret').map(entry => entry.file))
    return files.filter(file => suspects.has(file.id) && holdsSecretData(file.text.toString()))
  }, [keepSecrets, secrets, files])
  const kept = useView(view => view.kept)
  const keptChanged = useView(view => view.keptChanged)
  const foreign = files.find(file => file.id === active && file.readOnly)
  return (
    <>
      {broken !== null && (
        <Notice tone="bad" icon={<Bug size={15} aria-hidden />} text={t('engine.broken', { message: broken })}>
          <Button
            small
            look="outlined"
            onClick={() => {
              useGraph.setState({ broken: null })
              restartEngine()
            }}
          >
            {t('engine.restart')}
          </Button>
        </Notice>
      )}
      {held.length > 0 && (
        <Notice
          tone="warn"
          icon={<ShieldAlert size={15} aria-hidden />}
          text={t('save.secrets', { names: held.map(file => file.name).join(', ') })}
        >
          <Button small look="outlined" onClick={() => setView({ keepSecrets: true })}>
            {t('save.keepSecrets')}
          </Button>
        </Notice>
      )}
      {kept !== 'here' && (
        <Notice
          tone="warn"
          icon={<Copy size={15} aria-hidden />}
          text={t(kept === 'both' ? 'kept.both' : keptChanged ? 'kept.changed' : 'kept.elsewhere')}
        >
          {(kept === 'both' || keptChanged) && (
            <Button small look="outlined" onClick={() => void takeOver('mine')}>
              {t('kept.mine')}
            </Button>
          )}
          <Button small look="outlined" onClick={() => void takeOver('kept')}>
            {t(kept === 'both' || keptChanged ? 'kept.theirs' : 'kept.here')}
          </Button>
        </Notice>
      )}
      {foreign !== undefined && (
        <Notice tone="warn" icon={<Lock size={15} aria-hidden />} text={t('editor.notUtf8')}>
          {!foreign.text.toString().includes('\uFFFD') && (
            <Button small look="outlined" onClick={() => project.becomeUtf8(foreign.id)}>
              {t('editor.toUtf8')}
            </Button>
          )}
        </Notice>
      )}
    </>
  )
}

interface NoticeProps {
  readonly tone: 'warn' | 'bad'
  readonly icon: ReactNode
  readonly text: string
  readonly children?: ReactNode
}

function Notice({ tone, icon, text, children }: NoticeProps) {
  return (
    <div className={css.notice} data-tone={tone} role="status">
      {icon}
      <span>{text}</span>
      {children}
    </div>
  )
}
