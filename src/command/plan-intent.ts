import { showPath } from '../model/index.ts'
import { planAssume } from './assume.ts'
import { planConnect, planDisconnect } from './connect.ts'
import { type CommandContext, planDocs } from './context.ts'
import { planCreate } from './create.ts'
import { planDelete, planDuplicate, planRename } from './documents.ts'
import { planExtend } from './extend/index.ts'
import { planFormat } from './format.ts'
import { planPaste } from './paste.ts'
import type { Intent, Plan } from './plan.ts'
import { planPolicy } from './policy/policy-change.ts'
import { planStart } from './policy/start.ts'
import { planReconnect } from './reconnect.ts'
import { planTune } from './tune/index.ts'
import { planWeigh } from './weigh.ts'

/** What an intent would write, or why it cannot be done. Pure: menus and drags ask it as often as they like. */
export function planIntent(context: CommandContext, intent: Intent): Plan {
  switch (intent.kind) {
    case 'connect':
      return planConnect(context, intent)
    case 'disconnect':
      return planDisconnect(context, intent.edge)
    case 'create':
      return planCreate(context, intent)
    case 'reconnect':
      return planReconnect(context, intent)
    case 'paste':
      return planPaste(context, intent.text, intent.file)
    case 'format':
      return planFormat(context, intent.file)
    case 'rename':
      return planRename(context, intent.doc, intent.name)
    case 'duplicate':
      return planDuplicate(context, intent.doc)
    case 'delete':
      return planDelete(context, intent.docs)
    case 'assume':
      return planAssume(context, intent.key, intent.file)
    case 'weigh':
      return planWeigh(context, intent.edge, intent.percent)
    case 'tune':
      return planTune(context, intent.edge, intent.texts)
    case 'extend':
      return planExtend(context, intent.doc, intent.row, intent.part)
    case 'policy':
      return planPolicy(context, intent)
    case 'policyStart':
      return planStart(context, intent)
    case 'edit': {
      const [first] = intent.ops
      const facts = { field: { is: 'name' as const, value: showPath(first?.path ?? []) } }
      return planDocs(context, 'command.edit', facts, [{ doc: intent.doc, ops: intent.ops }], null)
    }
    case 'set': {
      const facts = { field: { is: 'name' as const, value: showPath(intent.at.path) } }
      return planDocs(
        context,
        'command.set',
        facts,
        [{ doc: intent.at.doc, ops: [{ op: 'set', path: intent.at.path, value: intent.value }] }],
        intent.at,
      )
    }
    case 'remove': {
      const facts = { field: { is: 'name' as const, value: showPath(intent.at.path) } }
      return planDocs(
        context,
        'command.remove',
        facts,
        [{ doc: intent.at.doc, ops: [{ op: 'remove', path: intent.at.path }] }],
        null,
      )
    }
  }
}
