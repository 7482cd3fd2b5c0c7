const secretKind = /(?:^|[\s{,"'])kind["']?[ \t]*:[ \t]*["']?Secret(?:List)?["']?(?=[\s,}]|$)/m
const secretValues = /(?:^|[\s{,"'])(?:data|stringData)["']?[ \t]*:/m
const word = 'Secret'
/** More than such a line needs on either side of the word. */
const reach = 400

/**
 * Whether a document of kind Secret carries values. Errs towards yes: then the person is asked. Looks only around the word, for it is
 * asked of whole files after every rest in typing.
 */
export function holdsSecretData(text: string): boolean {
  let asked = 0
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (at < asked || !secretKind.test(text.slice(Math.max(0, at - reach), at + reach))) continue
    const end = text.indexOf('\n---', at)
    asked = end < 0 ? text.length : end
    if (secretValues.test(text.slice(text.lastIndexOf('\n---', at) + 1, asked))) return true
  }
  return false
}
