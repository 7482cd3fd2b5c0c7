import type { Words } from '../../report/index.ts'

/** Where well-known controllers leave the specification, or fill what it leaves open. Shown beside an answer by the specification. */
export const differenceWords = {
  'ingress.differs.wildcard': {
    en: 'A wildcard host covers one label by the specification and in ingress-nginx; Kong lets it cover several.',
    ko: '와일드카드 호스트는 명세와 ingress-nginx에서 레이블 하나만 덮지만 Kong에서는 여러 개를 덮습니다.',
  },
  'ingress.differs.prefix': {
    en: 'Prefix /foo does not take /foobar; in ingress-nginx it does once any path of the host uses a rewrite or a regex.',
    ko: 'Prefix /foo는 /foobar를 받지 않지만, ingress-nginx에서는 호스트의 어느 경로든 rewrite나 정규식을 쓰면 받습니다.',
  },
  'ingress.differs.implementationSpecific': {
    en: 'ImplementationSpecific /foo takes /foobar in Kong and ingress-nginx; the specification promises nothing.',
    ko: 'ImplementationSpecific /foo는 Kong과 ingress-nginx에서 /foobar를 받지만 명세는 아무것도 약속하지 않습니다.',
  },
  'ingress.differs.exact': {
    en: 'Exact wins over Prefix of the same path, but in Kong the Prefix wins, or chance.',
    ko: '같은 경로에서는 Exact가 Prefix를 이기지만 Kong에서는 Prefix가 이기거나 우연에 달려 있습니다.',
  },
  'ingress.differs.defaultBackend': {
    en: 'Default backends belong to their Ingress; Kong has one for the cluster, ingress-nginx one for each host.',
    ko: '기본 백엔드는 인그레스마다 있지만 Kong은 클러스터에 하나, ingress-nginx는 호스트마다 하나를 둡니다.',
  },
  'ingress.differs.upstreamPath': {
    en: 'The path is sent on as it came; Kong may strip it (strip-path), ingress-nginx rewrite it (rewrite-target).',
    ko: '경로는 그대로 전달되지만 Kong은 strip-path로 잘라 내고 ingress-nginx는 rewrite-target으로 바꿀 수 있습니다.',
  },
  'ingress.differs.noEndpoint': {
    en: 'Without ready pods Kong and ingress-nginx answer 503; the specification says nothing.',
    ko: '준비된 파드가 없으면 Kong과 ingress-nginx는 503으로 응답하지만 명세에는 없습니다.',
  },
  'ingress.differs.badAnnotation': {
    en: 'A bad annotation is ignored by Kong; in ingress-nginx the default counts, the whole Ingress is dropped, or it answers 503.',
    ko: '잘못된 애너테이션을 Kong은 무시하고, ingress-nginx는 기본값을 쓰거나 인그레스 전체를 버리거나 503으로 응답합니다.',
  },
  'ingress.differs.plainHttp': {
    en: 'Plain HTTP to a host with TLS is served by Kong and redirected with 308 by ingress-nginx.',
    ko: 'TLS가 있는 호스트에 대한 평문 HTTP를 Kong은 처리하고 ingress-nginx는 308로 리다이렉트합니다.',
  },
} as const satisfies Words
