/** A link stays in the address only until it is opened: a reload must find what was changed since. */
export const forgetFragment = (): void => history.replaceState(null, '', location.pathname + location.search)

/** Whether the address carries a project; it is opened, or its password is asked for. */
export async function openFromAddress(): Promise<boolean> {
  const fragment = location.hash.slice(1)
  if (!/^[a-z]\d+\./.test(fragment)) return false
  const { openFragment } = await import('./open-shared.ts')
  return openFragment(fragment)
}

/** A link pasted over the page's own address does not load it anew. */
export function watchAddress(): () => void {
  const follow = (): void => void openFromAddress()
  window.addEventListener('hashchange', follow)
  return () => window.removeEventListener('hashchange', follow)
}
