/** We made a mistake: the message holds the values. Only the page and the command catch it. */
export class BugError extends Error {
  override name = 'BugError'
}
