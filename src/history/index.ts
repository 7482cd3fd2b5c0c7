/**
 * The project's ground state and its one history: text of the files and layout, every change undoable, whether it came from typing,
 * a gesture, a form or a quick fix. Synchronous, on the main thread; knows no YAML, no worker, no clock.
 */
export type { Applied, Change, FileEdits, LayoutPatch, NewFile, Point, Refused, Step } from './change.ts'
export { History } from './history.ts'
export type { ProjectFile } from './project-state.ts'
