import type { Facts, Severity, Words } from '../report/index.ts'
import type { Range } from '../text/index.ts'

/** Sentences of the codes of this room: what is wrong with a text, and why an edit is refused. */
export const yamlWords = {
  'yaml.syntax': { en: 'This is not valid YAML: {message}.', ko: 'YAML 문법에 맞지 않습니다: {message}.' },
  'yaml.template': {
    en: 'This is a template, not a manifest yet: render it (helm template) and open what comes out.',
    ko: '아직 매니페스트가 아니라 템플릿입니다. 렌더링한 결과(helm template)를 여세요.',
  },
  'yaml.tab': {
    en: 'A tab cannot indent YAML; use spaces.',
    ko: 'YAML은 탭으로 들여쓸 수 없습니다. 공백을 쓰세요.',
  },
  'yaml.control': {
    en: 'The character {character} is not allowed in YAML; is this a text file?',
    ko: 'YAML에 쓸 수 없는 문자 {character|이/가} 있습니다. 텍스트 파일이 맞나요?',
  },
  'yaml.duplicateKey': {
    en: 'The key {key} stands twice; the last one counts.',
    ko: '키 {key|이/가} 두 번 나옵니다. 마지막 것이 쓰입니다.',
  },
  'yaml.alias': {
    en: 'Nothing before this is anchored as {anchor}.',
    ko: '앞에 앵커 {anchor|이/가} 없습니다.',
  },
  'yaml.aliasLoop': {
    en: 'The anchor {anchor} contains itself.',
    ko: '앵커 {anchor|이/가} 자기 자신을 담고 있습니다.',
  },
  'yaml.tooManyAliases': {
    en: 'The aliases in this document unfold to more than {limit} values.',
    ko: '이 문서의 별칭을 펼치면 값이 {limit}개를 넘습니다.',
  },
  'yaml.merge': {
    en: 'A merge key takes a map, an alias of a map, or a list of these.',
    ko: '병합 키에는 맵이나 맵의 별칭, 또는 그 목록만 쓸 수 있습니다.',
  },
  'yaml.tag': {
    en: 'The text {value} does not fit its tag {tag}.',
    ko: '{value|은/는} 태그 {tag}에 맞지 않습니다.',
  },
  'yaml.key': { en: 'A list or a map cannot be a key.', ko: '목록이나 맵은 키가 될 수 없습니다.' },
  'yaml.tooDeep': {
    en: 'This document is nested deeper than {limit} levels and was not read.',
    ko: '이 문서는 {limit}단계보다 깊게 중첩되어 읽지 않았습니다.',
  },
  'yaml.tooLarge': {
    en: 'This document is longer than {limit} characters and was not read.',
    ko: '이 문서는 {limit}자보다 길어 읽지 않았습니다.',
  },
  'edit.noSuchPath': { en: 'The document holds nothing at {path}.', ko: '문서에 {path|이/가} 없습니다.' },
  'edit.broken': {
    en: 'The document does not parse; repair it before editing it here.',
    ko: '문서를 읽을 수 없습니다. 먼저 문법을 고치세요.',
  },
  'edit.sharedAnchor': {
    en: 'The value at {path} is shared through the anchor {anchor}.',
    ko: '{path}의 값은 앵커 {anchor|으로/로} 여러 곳에서 함께 쓰입니다.',
  },
  'edit.keyExists': { en: 'The key {key} is already there.', ko: '키 {key|은/는} 이미 있습니다.' },
  'edit.notThere': {
    en: 'The value at {path} is neither a map nor a list that this could go into.',
    ko: '{path}의 값은 맵이나 목록이 아니어서 넣을 수 없습니다.',
  },
  'edit.unsafe': {
    en: 'No edit was found that changes {path} and nothing else; edit the text instead.',
    ko: '{path}만 바꾸는 편집을 찾지 못했습니다. 텍스트에서 고치세요.',
  },
} satisfies Words

export type YamlCode = Extract<keyof typeof yamlWords, `yaml.${string}`>
export type RefusalCode = Extract<keyof typeof yamlWords, `edit.${string}`>

/** Something wrong with the text of one document; `range` counts in that document's text. */
export interface YamlProblem {
  readonly code: YamlCode
  readonly severity: Severity
  readonly range: Range
  readonly facts: Facts
}
