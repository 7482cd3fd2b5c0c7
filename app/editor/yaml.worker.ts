import 'monaco-yaml/yaml.worker.js'

/**
 * The service writes to the console where it stumbles over half-typed text (an empty key, for one). Then there is simply nothing to
 * offer; what is wrong with the text is the engine's to say.
 */
const { error } = console
console.error = (...what: unknown[]): void => {
  if (what[0] !== 'monaco-yaml') error(...what)
}
