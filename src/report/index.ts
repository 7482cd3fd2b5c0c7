/**
 * The vocabulary of answers: facts, steps, problems, and the formatter that turns them into sentences. Knows no API; the codes and
 * their words are declared by the rooms that use them.
 */
export type { Fact, Facts, ResourceFact } from './fact.ts'
export { type FeatureName, feature, features } from './feature.ts'
export { createFormatter, type Formatter, type Language } from './format.ts'
export type { Problem, Severity } from './problem.ts'
export { makeStep, type Step, type StepVerdict, type Traced } from './step.ts'
export type { Wording, Words } from './words.ts'
