import { project } from '../../store/project.ts'
import { setView } from '../../store/view.ts'
import { say } from '../../ui/text.ts'
import { toast } from '../../ui/toast.ts'
import { shelve } from '../shelf.ts'
import { projectSnapshot, restoreSnapshot } from '../snapshot.ts'
import { forgetFragment } from './address.ts'
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

/** Opens what a link carries, or asks for its password. */
export async function openFragment(fragment: string): Promise<boolean> {
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
