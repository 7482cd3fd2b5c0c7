import type { Resource } from '../model/index.ts'
import type { PolicyEngine } from '../policy/index.ts'
import type { Problem } from '../report/index.ts'
import type { DiagnoseContext } from './rule.ts'

/** A rule that asks who may talk to whom in the whole cluster; such findings wait until nobody types. */
export type EngineRule = (context: DiagnoseContext, engine: PolicyEngine, resource: Resource) => Problem[]
