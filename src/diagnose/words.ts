import type { Words } from '../report/index.ts'

export const diagnoseWords = {
  'duplicate.replaced': {
    en: '{resource} is declared again later; that one counts, this one is shown veiled.',
    ko: '{resource|이/가} 뒤에서 다시 선언되었습니다. 뒤의 것이 적용되고 이것은 흐리게 표시됩니다.',
  },
  'backend.serviceNotFound': {
    en: '{service} is declared nowhere in this project.',
    ko: '이 프로젝트에 {service|이/가} 없습니다.',
  },
  'backend.portNotFound': { en: '{service} has no port {port}.', ko: '{service}에 포트 {port|이/가} 없습니다.' },
  'parent.notFound': {
    en: '{parent} is declared nowhere in this project.',
    ko: '이 프로젝트에 {parent|이/가} 없습니다.',
  },
  'route.NoMatchingParent': {
    en: '{gateway} has no listener {section}.',
    ko: '{gateway}에 리스너 {section|이/가} 없습니다.',
  },
  'route.NotAllowedByListeners': {
    en: 'Listener {listener} of {gateway} does not take this route: it allows routes from {from} namespaces, and this one is in {namespace}.',
    ko: '{gateway}의 리스너 {listener|은/는} 이 라우트를 받지 않습니다. {from} 네임스페이스의 라우트만 허용하며 이 라우트는 {namespace}에 있습니다.',
  },
  'route.NoMatchingListenerHostname': {
    en: 'No hostname of this route ({route}) fits {gateway} ({listener}).',
    ko: '이 라우트의 호스트 이름({route}) 중 {gateway}({listener})에 맞는 것이 없습니다.',
  },
  'route.grantMissing': {
    en: '{target} is in another namespace, and no ReferenceGrant there lets HTTPRoutes of {from} reach it.',
    ko: '{target|은/는} 다른 네임스페이스에 있고, 그곳에 {from}의 HTTPRoute를 허용하는 ReferenceGrant가 없습니다.',
  },
  'policy.selectsNothing': {
    en: 'No pod in {namespace} has the labels {selector}: this policy does nothing.',
    ko: '{namespace}에 레이블 {selector|을/를} 가진 파드가 없어 이 정책은 아무 일도 하지 않습니다.',
  },
  'policy.oneDashTooMany': {
    en: 'These are two peers: the whole namespace above, or these pods of the policy’s own namespace. If these pods in that namespace were meant, drop the dash.',
    ko: '피어가 둘입니다. 위의 네임스페이스 전체, 또는 정책 자신의 네임스페이스에 있는 이 파드들입니다. 그 네임스페이스의 이 파드들을 뜻했다면 대시를 지우세요.',
  },
  'policy.egressWithoutDns': {
    en: '{pod} may not send anything to port 53: names are no longer resolved ({count} workloads).',
    ko: '{pod|은/는} 포트 53으로 아무것도 보낼 수 없어 이름을 해석하지 못합니다(워크로드 {count}개).',
  },
  'policy.portNobodyListensOn': {
    en: 'No container of the selected pods declares port {port} {protocol}.',
    ko: '선택된 파드의 컨테이너 중 포트 {port} {protocol|을/를} 선언한 것이 없습니다.',
  },
  'service.selectsNothing': {
    en: 'No pod of this project has the labels {selector}.',
    ko: '이 프로젝트에 레이블 {selector|을/를} 가진 파드가 없습니다.',
  },
} as const satisfies Words
