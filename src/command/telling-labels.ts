/** Labels that name an app rather than one of its versions. */
const telling = ['app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app', 'k8s-app', 'name', 'run', 'component']

/** The labels to select pods by: those that name the app, or all where none does. */
export function tellingLabels(labels: ReadonlyMap<string, string>): Record<string, string> {
  const told = [...labels].filter(([key]) => telling.includes(key))
  return Object.fromEntries(told.length > 0 ? told : labels)
}
