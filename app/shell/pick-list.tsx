import { Command } from 'cmdk'
import { Dialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { setView } from '../store/view.ts'
import ui from '../ui/ui.module.css'
import css from './pick-list.module.css'

export interface Pick {
  readonly id: string
  readonly group: string
  readonly text: string
  readonly detail?: string
  readonly hint?: string
  readonly icon: ReactNode
  readonly disabled?: boolean
  readonly run: () => void
}

interface PickListProps {
  readonly title: string
  readonly placeholder: string
  readonly nothing: string
  readonly picks: readonly Pick[]
}

const shownAtMost = 60

/** The lower, the more what was typed is meant: the name itself, its beginning, a part of it, what is said about it. */
function rankOf({ text, detail, group }: Pick, words: readonly string[]): number {
  if (words.length === 0) return 0
  const name = text.toLowerCase()
  const typed = words.join(' ')
  if (name === typed) return 0
  if (name.startsWith(typed)) return 1
  if (words.every(word => name.includes(word))) return 2
  const all = `${name} ${detail ?? ''} ${group}`.toLowerCase()
  if (!words.every(word => all.includes(word))) return Number.POSITIVE_INFINITY
  return words.some(word => name.startsWith(word)) ? 3 : 4
}

/** A box to type in and a list beneath: the palette, and every other choice by name. */
export function PickList({ title, placeholder, nothing, picks }: PickListProps) {
  const [query, setQuery] = useState('')
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const found = picks
    .map(pick => ({ pick, rank: rankOf(pick, words) }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, shownAtMost)
    .map(({ pick }) => pick)
  const groups = [...new Set(found.map(pick => pick.group))]
  const close = (): void => setView({ dialog: null })
  return (
    <Dialog.Root open onOpenChange={open => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className={ui.overlay} />
        <Dialog.Content className={ui.dialog} aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">{title}</Dialog.Title>
          <Command shouldFilter={false} loop label={title}>
            <Command.Input
              className={css.input}
              value={query}
              onValueChange={setQuery}
              placeholder={placeholder}
              autoFocus
            />
            <Command.List className={css.list}>
              <Command.Empty className={css.nothing}>{nothing}</Command.Empty>
              {groups.map(group => (
                <Command.Group key={group} heading={group} className={css.group}>
                  {found
                    .filter(pick => pick.group === group)
                    .map(pick => (
                      <Command.Item
                        key={pick.id}
                        value={pick.id}
                        className={css.item}
                        disabled={pick.disabled === true}
                        onSelect={() => {
                          close()
                          pick.run()
                        }}
                      >
                        {pick.icon}
                        <span className={css.text}>{pick.text}</span>
                        {pick.detail !== undefined && <span className={css.detail}>{pick.detail}</span>}
                        {pick.hint !== undefined && <span className={css.hint}>{pick.hint}</span>}
                      </Command.Item>
                    ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
