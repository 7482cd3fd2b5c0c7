import { DropdownMenu } from 'radix-ui'
import { keepForDialog, type MenuItem, MenuItems } from '../ui/menu.tsx'
import ui from '../ui/ui.module.css'

interface MenuAtProps {
  readonly items: readonly MenuItem[]
  /** Where on the screen. */
  readonly x: number
  readonly y: number
  readonly onClose: () => void
}

/** A menu at the pointer. */
export function MenuAt({ items, x, y, onClose }: MenuAtProps) {
  return (
    <DropdownMenu.Root open onOpenChange={open => !open && onClose()} modal={false}>
      <DropdownMenu.Trigger asChild>
        <span style={{ position: 'fixed', left: x, top: y, width: 0, height: 0 }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={ui.menu}
          align="start"
          sideOffset={2}
          collisionPadding={8}
          onCloseAutoFocus={event => {
            keepForDialog(event)
            if (event.defaultPrevented) return
            // Its own trigger is but a point: back to where the keys are taken.
            event.preventDefault()
            document.querySelector<HTMLElement>('.react-flow')?.focus()
          }}
        >
          <MenuItems items={items} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
