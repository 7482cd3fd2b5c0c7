import type { Words } from '../report/index.ts'

/** What a field names, for a reader of the text. */
export const workspaceWords = {
  'symbol.is': { en: '{to}', ko: '{to}' },
  'symbol.missing': {
    en: '{to} is declared nowhere in this project.',
    ko: '{to|은/는} 이 프로젝트 어디에도 선언되어 있지 않습니다.',
  },
  'symbol.endpoints': {
    en: 'Port {port} leads to {target} of its pods; {ready} of {count} are ready.',
    ko: '포트 {port|은/는} 파드의 {target|으로/로} 이어집니다. 준비된 파드: {count}개 중 {ready}개.',
  },
  'symbol.noPort': { en: 'It has no port {port}.', ko: '포트 {port|이/가} 없습니다.' },
  'symbol.listens': { en: 'Listens on {ports}.', ko: '{ports}에서 수신합니다.' },
  'symbol.used': { en: 'Named in the project: {count| time/ times}.', ko: '프로젝트에서 {count}번 참조됩니다.' },
  'symbol.unused': { en: 'Nothing in the project names it.', ko: '프로젝트에서 참조하는 곳이 없습니다.' },
  'symbol.selects': { en: 'Pods selected: {count}, of {pods}.', ko: '선택된 파드 {count}개: {pods}.' },
  'symbol.selectsNothing': { en: 'No pod of the project is selected.', ko: '선택된 파드가 없습니다.' },
} as const satisfies Words
