import type { Words } from '../../report/index.ts'

/** What mends say they do. */
export const fixWords = {
  'fix.apiVersion': { en: 'Make {from} one of {version}', ko: '{from|을/를} {version|으로/로} 고치기' },
  'fix.onePeer': { en: 'Make it one peer: these pods in that namespace', ko: '한 피어로: 그 네임스페이스의 이 파드들' },
  'fix.allowDns': { en: 'Allow port 53', ko: '포트 53 허용' },
  'fix.addType': { en: 'Name the direction in policyTypes', ko: 'policyTypes에 방향 추가' },
  'fix.removeRules': { en: 'Remove these rules', ko: '이 규칙 제거' },
  'fix.useLabel': { en: 'Use {label}', ko: '{label} 사용' },
  'fix.openPort': { en: 'Open port {port} instead', ko: '대신 포트 {port} 열기' },
  'fix.removeField': { en: 'Remove {field}', ko: '{field} 제거' },
  'fix.choosePort': { en: 'Port {port}', ko: '포트 {port}' },
  'fix.useSubset': { en: 'Use subset {name}', ko: '서브셋 {name} 사용' },
  'fix.targetRef': { en: 'Name {gateway} in targetRefs instead', ko: '대신 targetRefs에 {gateway} 지정' },
  'fix.useField': { en: 'Use {field}', ko: '{field} 사용' },
  'fix.write': { en: 'Write {want}', ko: '{want|으로/로} 쓰기' },
  'fix.inject': { en: 'Ask for sidecars', ko: '사이드카 요청' },
  'fix.everyRequest': { en: 'Apply it to every request', ko: '모든 요청에 적용' },
  'fix.priority': { en: 'Give it priority {priority}', ko: '우선순위 {priority} 지정' },
  'fix.appProtocol': { en: 'Say that it is {protocol}', ko: '{protocol|이라고/라고} 밝히기' },
} as const satisfies Words
