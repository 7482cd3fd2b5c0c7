import type { Words } from '../../report/index.ts'

/** What mends of policies say they do. */
export const fixWords = {
  'fix.apiVersion': { en: 'Make {from} one of {version}', ko: '{from|을/를} {version|으로/로} 고치기' },
  'fix.onePeer': { en: 'Make it one peer: these pods in that namespace', ko: '한 피어로: 그 네임스페이스의 이 파드들' },
  'fix.allowDns': { en: 'Allow port 53', ko: '포트 53 허용' },
  'fix.addType': { en: 'Name the direction in policyTypes', ko: 'policyTypes에 방향 추가' },
  'fix.removeRules': { en: 'Remove these rules', ko: '이 규칙 제거' },
  'fix.useLabel': { en: 'Use {label}', ko: '{label} 사용' },
  'fix.openPort': { en: 'Open port {port} instead', ko: '대신 포트 {port} 열기' },
} as const satisfies Words
