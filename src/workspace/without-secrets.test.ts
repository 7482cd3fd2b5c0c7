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
      'with comments that tell: among its values, and no others',
      `# mine\nkind: Secret # stays\nstringData: # hunter1\n  # was hunter2\n  a: "x # y" # hunter3\n  b: |\n    x # z\n  # hunter4\n# stays\ntype: Opaque\n`,
      `# mine\nkind: Secret # stays\nstringData: \n  a: "withheld" \n  b: withheld\n# stays\ntype: Opaque\n`,
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

  test('an aliased value is taken out of the Secret, and only there', () => {
    const { text } = cleared(`kind: Secret\nmetadata: {name: &n hunter2}\nstringData: {a: *n}\n`)
    expect(text).toContain('{a: withheld}')
    expect(text).toContain('name: &n hunter2')
  })

  test.each([
    ['that does not parse', `kind: Secret\ndata: {a: eA==\n`],
    ['in a list that stays whole', `kind: List\nitems:\n- &a {kind: Secret, data: {a: eA==}}\n- *a\n`],
    ['in a bare list', `[{"kind": "Secret", "data": {"a": "eA=="}}]\n`],
    ['within another object', `kind: Bundle\nspec: {template: {kind: Secret, stringData: {a: x}}}\n`],
    ['half typed', `kind: Secret\ndata:\n  a: "eA==\n`],
  ])('one %s is not shared at all', (_, text) => expect(cleared(text).unreadable).toBe(true))
})
