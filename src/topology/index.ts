/**
 * The canvas as plain data: nodes, rows, edges and badges of each document, from what the cluster resolves. Knows no screen library and
 * no positions.
 */
export type * from './graph.ts'
export { projectResource } from './project.ts'
export { outsideId, type Projection, type ProjectionContext, rowId } from './projection.ts'
