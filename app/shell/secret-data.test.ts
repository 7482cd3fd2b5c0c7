import { expect, test } from 'vitest'
import { holdsSecretData } from './secret-data.ts'

const rows: readonly { readonly text: string; readonly holds: boolean; readonly why: string }[] = [
  { why: 'data of a Secret', text: 'kind: Secret\ndata:\n  a: eA==\n', holds: true },
  { why: 'stringData, quoted kind, CRLF', text: 'kind: "Secret"\r\nstringData:\r\n  a: b\r\n', holds: true },
  { why: 'a Secret in a list', text: 'items:\n- kind: Secret\n  data: {a: eA==}\nkind: List\n', holds: true },
  {
    why: 'a Secret without values',
    text: 'kind: Secret\ntype: Opaque\n---\nkind: ConfigMap\ndata:\n  a: b\n',
    holds: false,
  },
  { why: 'a reference to a Secret', text: 'kind: Pod\nspec:\n  volumes: [{secret: {secretName: x}}]\n', holds: false },
  { why: 'another kind that begins so', text: 'kind: SecretStore\ndata:\n  a: b\n', holds: false },
  {
    why: 'a later Secret, the first without',
    text: 'kind: Secret\n---\nkind: Secret\ndata:\n  a: eA==\n',
    holds: true,
  },
  { why: 'a list that says the kind once', text: '{"kind":"SecretList","items":[{"data":{"a":"eA=="}}]}', holds: true },
  { why: 'JSON on one line', text: '{"kind":"Secret","data":{"a":"eA=="}}', holds: true },
  { why: 'a flow map in a list', text: 'items:\n- {data: {a: eA==}, kind: Secret}\nkind: List\n', holds: true },
  { why: 'values before the kind', text: 'data:\n  a: eA==\nkind: Secret # why\n', holds: true },
]

test.each(rows)('$why: $holds', ({ text, holds }) => {
  expect(holdsSecretData(text)).toBe(holds)
})
