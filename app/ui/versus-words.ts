import type { Words } from '../store/contracts.ts'

/** Words of two requests that are compared. */
export const versusWords = {
  'versus.compare': { en: 'Compare', ko: '비교' },
  'versus.hint': {
    en: 'Ask the same request with other headers beside it',
    ko: '헤더만 다른 같은 요청을 나란히 물어보기',
  },
  'versus.first': { en: 'Request A', ko: '요청 A' },
  'versus.second': { en: 'Request B', ko: '요청 B' },
  'versus.close': { en: 'Stop comparing', ko: '비교 그만두기' },
  'versus.asA': { en: 'as A: {what}', ko: 'A와 같음: {what}' },
  'versus.answers': { en: 'Both answers', ko: '두 답' },
  'versus.none': { en: 'no headers', ko: '헤더 없음' },
  'versus.partAt': { en: 'They part here', ko: '갈라지는 곳' },
  'versus.partsHere': { en: 'parts here', ko: '여기서 갈라짐' },
  'versus.differs': { en: 'not so for {side}', ko: '{side}에는 없음' },
  'versus.same': { en: 'Both go the same way, for the same reasons.', ko: '둘 다 같은 이유로 같은 곳에 갑니다.' },
  'versus.sameEnd': {
    en: 'Both come to the same, for different reasons.',
    ko: '결과는 같지만 이유가 다릅니다.',
  },
  'versus.differ': { en: 'They go different ways.', ko: '서로 다른 길로 갑니다.' },
  'versus.waiting': { en: 'Asking…', ko: '묻는 중…' },
  'versus.only': { en: 'only {side} comes here', ko: '{side}만 옵니다' },
  'versus.kept': { en: 'Both kept as tests.', ko: '둘 다 테스트로 남겼습니다.' },
} as const satisfies Words
