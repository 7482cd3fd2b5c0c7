/**
 * The derivations of a revision, memoised per document, and the wire to the page. Runs in the worker, or headless. Sends keyed deltas,
 * never whole snapshots.
 */
export { answerQuestion, answerRequest } from './answer.ts'
export { Derivations } from './derivations.ts'
export type * from './messages.ts'
export { Sources } from './sources.ts'
export { createWorkspace, type Workspace } from './workspace.ts'
