import { differenceWords } from './apis/ingress/words.ts'
import { securityWords } from './apis/istio/security/words.ts'
import { istioWords } from './apis/istio/words.ts'
import { fixWords } from './command/fixes/words.ts'
import { commandWords } from './command/words.ts'
import { istioAnalyzeWords } from './diagnose/istio/words.ts'
import { diagnoseWords } from './diagnose/words.ts'
import { flowWords } from './flow/words.ts'
import { historyWords } from './history/words.ts'
import { istioValidateWords } from './model/istio/validate/words.ts'
import { modelWords } from './model/words.ts'
import { policyWords } from './policy/words.ts'
import type { Words } from './report/index.ts'
import { workspaceWords } from './workspace/words.ts'
import { yamlWords } from './yaml/problem.ts'

/** The wording of every room: the files that hold words import nothing but the shape of words. */
export const words: Words = {
  ...yamlWords,
  ...historyWords,
  ...modelWords,
  ...istioValidateWords,
  ...diagnoseWords,
  ...istioAnalyzeWords,
  ...policyWords,
  ...differenceWords,
  ...istioWords,
  ...securityWords,
  ...flowWords,
  ...commandWords,
  ...fixWords,
  ...workspaceWords,
}
