/** The engine's door for the main thread: text, history and wording. Small; nothing here parses or simulates. */
export * from './history/index.ts'
export {
  createFormatter,
  type Fact,
  type Facts,
  type Formatter,
  type Language,
  type Problem,
  type Step,
} from './report/index.ts'
export * from './text/index.ts'
