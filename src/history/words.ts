import type { Words } from '../report/index.ts'

/** Why the history takes no change. */
export const historyWords = {
  'history.readOnly': {
    en: 'This file cannot be changed: it was opened read-only.',
    ko: '읽기 전용으로 연 파일이어서 바꿀 수 없습니다.',
  },
  'history.noFile': { en: 'The file is no longer open.', ko: '파일이 더 이상 열려 있지 않습니다.' },
  'history.badEdit': {
    en: 'The change does not fit the text as it is now.',
    ko: '지금 텍스트에 맞지 않는 변경입니다.',
  },
} as const satisfies Words
