import { CircleCheck, CircleHelp, CircleX } from 'lucide-react'
import { Fragment, useEffect, useState } from 'react'
import type { DocId, StatedCondition } from '../store/contracts.ts'
import { useGraph } from '../store/graph.ts'
import { useText } from '../ui/text.ts'
import { ask } from '../worker/client.ts'
import { goTo } from '../worker/gestures.ts'
import css from './details.module.css'

const iconOf = (isWell: boolean | null) => (isWell === null ? CircleHelp : isWell ? CircleCheck : CircleX)
const looks = (isWell: boolean | null): 'True' | 'False' | 'Unknown' =>
  isWell === null ? 'Unknown' : isWell ? 'True' : 'False'

/** What a controller would write into the resource's status; a condition that is not met leads to the line that caused it. */
export function Status({ doc }: { readonly doc: DocId }) {
  const t = useText()
  // Any change may bear on it: a Gateway answers for routes in other documents.
  const revision = useGraph(graph => graph.revision)
  const [conditions, setConditions] = useState<readonly StatedCondition[]>([])
  useEffect(() => {
    let current = revision >= 0
    void ask({ kind: 'status', doc }).then(reply => {
      if (current) setConditions(reply.kind === 'status' ? reply.conditions : [])
    })
    return () => {
      current = false
    }
  }, [doc, revision])
  const controllers = [...new Set(conditions.map(({ controller }) => controller))]
  return controllers.map(controller => (
    <Fragment key={controller ?? ''}>
      <h3 className={css.heading}>
        {t('details.status')}
        {controller !== null && <span className={css.speaker}>{controller}</span>}
      </h3>
      <ul className={css.list} aria-label={`${t('details.status')} ${controller ?? ''}`.trim()}>
        {conditions
          .filter(condition => condition.controller === controller)
          .map(condition => {
            const Icon = iconOf(condition.isWell)
            const { at } = condition
            const text = (
              <span>
                <span className={css.end}>
                  {condition.type} {condition.status}
                  {condition.reason !== condition.type && <small>{condition.reason}</small>}
                </span>
                {condition.about !== '' && <span className={css.more}>{condition.about}</span>}
                {condition.assumed !== '' && (
                  <span className={css.more}>
                    {t('details.statusAssumed')} {condition.assumed}
                  </span>
                )}
              </span>
            )
            return (
              <li key={`${condition.about} ${condition.type}`} data-condition={looks(condition.isWell)}>
                {at === null ? (
                  <p className={css.plain}>
                    <Icon size={13} aria-hidden />
                    {text}
                  </p>
                ) : (
                  <button type="button" onClick={() => void goTo(at)}>
                    <Icon size={13} aria-hidden />
                    {text}
                  </button>
                )}
              </li>
            )
          })}
      </ul>
    </Fragment>
  ))
}
