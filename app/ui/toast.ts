import type { ExternalToast } from 'sonner'

type Look = 'success' | 'error' | 'warning' | 'info' | 'loading' | 'message'
type ToastId = string | number

let lastId = 0
let arrive: () => void = () => {}
const arrived = new Promise<void>(resolve => {
  arrive = resolve
})

/** Said once by the component that shows them: what is shown before it listens would be lost. */
export const toastsArrived = (): void => arrive()

/** The library comes with the first message: until then the page does without it. */
function show(look: Look, text: string, options: ExternalToast = {}): ToastId {
  lastId += 1
  const id = options.id ?? `toast-${lastId}`
  void later(({ toast }) => toast[look](text, { ...options, id }))
  return id
}

const later = async (run: (library: typeof import('sonner')) => void): Promise<void> => {
  await arrived
  run(await import('sonner'))
}

const looks = (look: Look) => (text: string, options?: ExternalToast) => show(look, text, options)

/** Short messages over the page; each gives its id, to be replaced or dismissed by. */
export const toast = {
  message: looks('message'),
  success: looks('success'),
  error: looks('error'),
  warning: looks('warning'),
  info: looks('info'),
  loading: looks('loading'),
  dismiss: (id: ToastId): void => void later(({ toast }) => toast.dismiss(id)),
}
