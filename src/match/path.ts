/** The path without its final slashes; `/` becomes ''. Prefixes are compared in this form. */
export function trimSlash(path: string): string {
  let end = path.length
  while (end > 0 && path.charCodeAt(end - 1) === 47) end--
  return end === path.length ? path : path.slice(0, end)
}

/** Element-wise prefix: `/aaa/bb` does not take `/aaa/bbb`; a final slash of the prefix does not count. */
export function matchPathPrefix(prefix: string, path: string): boolean {
  const bare = trimSlash(prefix)
  if (!path.startsWith(bare)) return false
  return path.length === bare.length || path.charCodeAt(bare.length) === 47
}
