import { DropdownMenu } from 'radix-ui'
import { type ReactElement, type ReactNode, useState } from 'react'
import { useView } from '../store/view.ts'
import { classes } from './css.ts'
import css from './ui.module.css'

export interface MenuEntry {
  readonly id: string
  readonly text: string
  readonly hint?: string
  readonly detail?: string
  readonly icon?: ReactNode
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly run: () => void
}

export type MenuItem = MenuEntry | { readonly id: string; readonly heading: string } | null

/** A dialog that a menu has opened takes the focus; the menu must not take it back to its button. */
export function keepForDialog(event: Event): void {
  if (useView.getState().dialog !== null) event.preventDefault()
}

interface MenuProps {
  readonly items: readonly MenuItem[]
  readonly align?: 'start' | 'end'
  /** The button that opens it. */
  readonly children: ReactElement
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
}

export function Menu({ items, align = 'start', children, open, onOpenChange }: MenuProps) {
  return (
    <DropdownMenu.Root open={open} onOpenChange={onOpenChange} modal={false}>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={css.menu}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={keepForDialog}
        >
          <MenuItems items={items} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

interface LazyMenuProps extends Omit<MenuProps, 'items' | 'open' | 'onOpenChange'> {
  /** Asked for when the menu is opened. */
  readonly load: () => Promise<readonly MenuItem[]>
  /** What stands there when there is nothing to choose. */
  readonly nothing: string
}

/** A menu whose items are worked out when somebody looks. */
export function LazyMenu({ load, nothing, ...rest }: LazyMenuProps) {
  const [items, setItems] = useState<readonly MenuItem[] | null>(null)
  return (
    <Menu
      {...rest}
      items={items ?? []}
      open={items !== null}
      onOpenChange={open => {
        if (!open) setItems(null)
        else
          void load().then(found =>
            setItems(found.length > 0 ? found : [{ id: 'nothing', text: nothing, disabled: true, run: () => {} }]),
          )
      }}
    />
  )
}

export function MenuItems({ items }: { readonly items: readonly MenuItem[] }) {
  let separators = 0
  return items.map(item => {
    if (item === null) {
      separators += 1
      return <DropdownMenu.Separator key={`separator-${separators}`} className={css.separator} />
    }
    if ('heading' in item)
      return (
        <DropdownMenu.Label key={item.id} className={css.menuLabel}>
          {item.heading}
        </DropdownMenu.Label>
      )
    return (
      <DropdownMenu.Item
        key={item.id}
        className={classes(css.item, item.danger === true && css.danger)}
        disabled={item.disabled === true}
        onSelect={item.run}
      >
        {item.icon}
        <span className={css.itemText}>
          {item.text}
          {item.detail !== undefined && <small>{item.detail}</small>}
        </span>
        {item.hint !== undefined && <span className={css.hint}>{item.hint}</span>}
      </DropdownMenu.Item>
    )
  })
}
