/** The engine's door for the Web Worker: everything derived, behind messages. */
export type { FromWorker, ToWorker } from './workspace/index.ts'
export { createWorkspace, type Workspace } from './workspace/index.ts'
