const secretKind = /^[ \t]*(?:- )?["']?kind["']?[ \t]*:[ \t]*["']?Secret["']?[ \t]*,?[ \t]*(?:#.*)?\r?$/m
const secretValues = /^[ \t]*["']?(?:data|stringData)["']?[ \t]*:/m

/** Whether a document of kind Secret carries values. Errs towards yes: then the person is asked. */
export const holdsSecretData = (text: string): boolean =>
  secretKind.test(text) && text.split(/^---/m).some(part => secretKind.test(part) && secretValues.test(part))
