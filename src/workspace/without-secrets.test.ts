import { describe, expect, test } from 'vitest'
import { applyEdits, type FileId } from '../text/index.ts'
import { answerQuestion, Derivations, Sources } from './index.ts'

function cleared(text: string): { readonly text: string; readonly unreadable: boolean; readonly count: number } {
  const sources = new Sources()
  const derivations = new Derivations(sources)
  const file = 'f' as FileId
  derivations.update(sources.open({ id: file, name: 'a.yaml', text, enabled: true }))
  const reply = answerQuestion(sources, derivations, 1, { kind: 'withoutSecrets' })
  if (reply.kind !== 'withoutSecrets') throw new Error(reply.kind)
  const edits = reply.files.find(each => each.file === file)?.edits ?? []
  return { text: applyEdits(text, edits), unreadable: reply.unreadable.includes(file), count: reply.count }
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
const key = '-----BEGIN PRIVATE KEY-----\nMIIB-my-key\n-----END PRIVATE KEY-----\n'

describe('a Secret in a file that is shared', () => {
  test.each([
    [
      'data',
      `kind: Secret\ndata:\n  password: ${base64('hunter2')}  # rotate\n`,
      `kind: Secret\ndata:\n  password: d2l0aGhlbGQ=  \n`,
    ],
    [
      'stringData',
      `kind: Secret\nstringData: {a: 'hunter2', b: x}\n`,
      `kind: Secret\nstringData: {a: 'withheld', b: withheld}\n`,
    ],
    ['values that are no map', `kind: Secret\ndata: hunter2\n`, `kind: Secret\ndata: {}\n`],
    ['no values', `kind: Secret\ntype: Opaque\n`, `kind: Secret\ntype: Opaque\n`],
    ['of another kind', `kind: SecretStore\ndata: {a: hunter2}\n`, `kind: SecretStore\ndata: {a: hunter2}\n`],
    ['values before the kind', `data: {a: eA==}\nkind: "Secret"\n`, `data: {a: d2l0aGhlbGQ=}\nkind: "Secret"\n`],
    [
      'what kubectl applied last',
      `kind: Secret\nmetadata:\n  annotations:\n    a: b\n    kubectl.kubernetes.io/last-applied-configuration: '{"data":{"a":"eA=="}}'\n`,
      `kind: Secret\nmetadata:\n  annotations:\n    a: b\n`,
    ],
    [
      'an item of a list, Windows line ends',
      `kind: List\r\nitems:\r\n- kind: Secret\r\n  data:\r\n    a: eA==\r\n- kind: Pod\r\n`,
      `kind: List\r\nitems:\r\n- kind: Secret\r\n  data:\r\n    a: d2l0aGhlbGQ=\r\n- kind: Pod\r\n`,
    ],
    [
      'with comments, wherever they stand',
      `# mine\nkind: Secret # why\n# pw is hunter1\nstringData: # hunter1\n  # was hunter2\n  a: "x # y" # hunter3\n  b: |\n    x # z\n  # hunter4\n# hunter5\ntype: Opaque\n---\n# stays\nkind: Pod\n`,
      `kind: Secret \nstringData: \n  a: "withheld" \n  b: withheld\ntype: Opaque\n---\n# stays\nkind: Pod\n`,
    ],
    [
      'on one line, with signs in its strings',
      `{"kind":"Secret","data":{"pw #1":"eA=="},"metadata":{"name":"a","annotations":{"note":"see #1 here"}}}`,
      `{"kind":"Secret","data":{"pw #1":"d2l0aGhlbGQ="},"metadata":{"name":"a","annotations":{"note":"see #1 here"}}}`,
    ],
    [
      'an item of a SecretList, which says its kind once',
      `{"kind":"SecretList","apiVersion":"v1","items":[{"metadata":{"name":"a"},"data":{"pw":"eA=="}}]}`,
      `{"kind":"SecretList","apiVersion":"v1","items":[{"metadata":{"name":"a"},"data":{"pw":"d2l0aGhlbGQ="}}]}`,
    ],
    [
      'whose kind is written with an escape',
      `{"kind":"Secr\\u0065t","data":{"pw":"eA=="}}`,
      `{"kind":"Secr\\u0065t","data":{"pw":"d2l0aGhlbGQ="}}`,
    ],
    [
      'an item of a list in JSON',
      `{"kind": "List", "items": [{"kind": "Secret", "data": {"a": "eA=="}}, {"kind": "Pod"}]}\n`,
      `{"kind": "List", "items": [{"kind": "Secret", "data": {"a": "d2l0aGhlbGQ="}}, {"kind": "Pod"}]}\n`,
    ],
  ])('%s', (_, text, want) => expect(cleared(text)).toMatchObject({ text: want, unreadable: false }))

  test('a certificate is public and stays; its key keeps a key’s shape', () => {
    const text = `kind: Secret\ntype: kubernetes.io/tls\ndata:\n  tls.crt: ${base64(certificate)}\n  tls.key: ${base64(key)}\n`
    const now = cleared(text)
    expect(now.count).toBe(1)
    expect(now.text).toContain(base64(certificate))
    expect(now.text).not.toContain(base64(key))
    const held = /tls\.key: (\S+)/.exec(now.text)?.[1] ?? ''
    expect(Buffer.from(held, 'base64').toString()).toMatch(/^-----BEGIN PRIVATE KEY-----\nwithheld\n/)
  })

  test('a key beside its certificate in one value goes too', () => {
    expect(cleared(`kind: Secret\ndata: {both: ${base64(certificate + key)}}\n`).text).not.toContain(
      base64(certificate + key),
    )
  })

  test.each([
    ['that does not parse', `kind: Secret\ndata: {a: eA==\n`],
    ['in a list that stays whole', `kind: List\nitems:\n- &a {kind: Secret, data: {a: eA==}}\n- *a\n`],
    ['whose values are shared', `kind: Secret\nmetadata: {name: &n hunter2}\nstringData: {a: *n}\n`],
    ['whose values are merged', `kind: Secret\nx: &b {pw: hunter2}\nstringData:\n  <<: *b\n`],
    ['with a key twice', `kind: Secret\ndata:\n  a: eA==\n  a: eQ==\n`],
    ['with its values twice', `kind: Secret\ndata: {a: eA==}\ndata: {a: eQ==}\n`],
    ['in a typed list that stays whole', `kind: SecretList\nitems:\n- &a {data: {a: eA==}}\n- *a\n`],
    ['in a bare list', `[{"kind": "Secret", "data": {"a": "eA=="}}]\n`],
    ['within another object', `kind: Bundle\nspec: {template: {kind: Secret, stringData: {a: x}}}\n`],
    ['half typed', `kind: Secret\ndata:\n  a: "eA==\n`],
  ])('one %s is not shared at all', (_, text) => expect(cleared(text).unreadable).toBe(true))
})
