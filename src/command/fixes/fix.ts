import type { Problem } from '../../report/index.ts'
import type { CommandContext } from '../context.ts'
import type { Plan } from '../plan.ts'

/** The mends of a problem, the likeliest first. What cannot be planned is left out by the caller. */
export type Fixer = (context: CommandContext, problem: Problem) => readonly Plan[]
