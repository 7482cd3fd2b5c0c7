import { project } from '../../store/project.ts'
import { setView } from '../../store/view.ts'
import { say } from '../../ui/text.ts'
import { toast } from '../../ui/toast.ts'
import { shelve } from '../shelf.ts'
import { projectSnapshot, restoreSnapshot } from '../snapshot.ts'
import { readProject } from './project-data.ts'

/** Opens what a link or a project file holds in place of what is open, which one click brings back. */
export function openProjectData(data: unknown): boolean {
  const snapshot = readProject(data)
  if (snapshot === null || snapshot === 'newer') {
    toast.error(say(snapshot === 'newer' ? 'share.newer' : 'share.broken'), { duration: 12_000 })
    return false
  }
  const before = project.files.length === 0 || project.pristine ? null : projectSnapshot()
  if (before !== null) void shelve(projectSnapshot(true))
  restoreSnapshot(snapshot)
  if (before === null) toast.success(say('share.opened', { n: snapshot.files.length }))
  else
    toast.success(say('share.opened', { n: snapshot.files.length }), {
      duration: 20_000,
      description: say('share.replaced'),
      action: { label: say('open.back'), onClick: () => restoreSnapshot(before) },
    })
  return true
}

/** A link stays in the address only until it is opened: a reload must find what was changed since. */
export const forgetFragment = (): void => history.replaceState(null, '', location.pathname + location.search)

/** Whether the address carries a project; it is opened, or its password is asked for. */
export async function openFromAddress(): Promise<boolean> {
  const fragment = location.hash.slice(1)
  if (!/^[a-z]\d+\./.test(fragment)) return false
  const { unpack } = await import('./pack.ts')
  const unpacked = await unpack(fragment, '')
  if (unpacked.kind !== 'locked') forgetFragment()
  switch (unpacked.kind) {
    case 'locked':
      setView({ dialog: { kind: 'unlock', fragment } })
      return true
    case 'broken':
      toast.error(say('share.broken'), { duration: 12_000 })
      return false
    case 'data':
      return openProjectData(unpacked.data)
  }
}

/** A link pasted over the page's own address does not load it anew. */
export function watchAddress(): () => void {
  const follow = (): void => void openFromAddress()
  window.addEventListener('hashchange', follow)
  return () => window.removeEventListener('hashchange', follow)
}
