/** An installed Chromium or Chrome, or null. */
export function installedBrowser(): string | null
export function findBrowser():
  | { readonly ok: true; readonly env: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly why: string }
