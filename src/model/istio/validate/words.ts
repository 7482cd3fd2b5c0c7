import type { Words } from '../../../report/index.ts'

/** What Istio's admission says: IST0106 refuses the object, IST0133 takes it and warns. */
export const istioValidateWords = {
  'IST0106.null': { en: '{field} must not be null.', ko: '{field|은/는} null일 수 없습니다.' },
  'IST0106.empty': { en: '{field} must not be empty.', ko: '{field|은/는} 비어 있을 수 없습니다.' },
  'IST0106.together': {
    en: '{field} and {other} exclude each other.',
    ko: '{field|과/와} {other|은/는} 함께 쓸 수 없습니다.',
  },
  'IST0106.oneOf': { en: '{field} must hold one of {want}.', ko: '{field}에 {want} 중 하나가 있어야 합니다.' },
  'IST0106.twice': { en: '{value} is there twice.', ko: '{value|이/가} 두 번 있습니다.' },
  'IST0106.covered': {
    en: '{value} and {other} mean the same hosts: one of them is enough.',
    ko: '{value|과/와} {other|은/는} 같은 호스트를 뜻합니다. 하나로 충분합니다.',
  },
  'IST0106.host': {
    en: '{value} is no host name: labels of letters, digits and dashes, a wildcard only at the beginning.',
    ko: '{value|은/는} 호스트 이름이 아닙니다. 레이블은 글자, 숫자, 대시이고 와일드카드는 맨 앞에만 쓸 수 있습니다.',
  },
  'IST0106.shortHost': {
    en: '{value} is a short name; a full one is needed here, such as name.namespace.svc.cluster.local.',
    ko: '{value|은/는} 짧은 이름입니다. 여기에는 name.namespace.svc.cluster.local 같은 전체 이름이 필요합니다.',
  },
  'IST0106.partialWildcard': {
    en: '{value}: a wildcard stands for the whole first label here, as in *.example.com.',
    ko: '{value}: 여기서 와일드카드는 *.example.com처럼 첫 레이블 전체여야 합니다.',
  },
  'IST0106.namespacedHost': {
    en: '{value} must be written namespace/host; the namespace may be * or . or ~.',
    ko: '{value|은/는} namespace/host 형식이어야 합니다. 네임스페이스는 *, ., ~도 됩니다.',
  },
  'IST0106.fullHost': {
    en: '{value} has a wildcard, and no name server can be asked for that: {other} without endpoints needs full names.',
    ko: '{value}에 와일드카드가 있어 이름 서버에 물을 수 없습니다. 엔드포인트 없는 {other}에는 전체 이름이 필요합니다.',
  },
  'IST0106.dnsLabel': {
    en: '{value} must be one label of letters, digits and dashes, 63 at most.',
    ko: '{value|은/는} 글자, 숫자, 대시로 된 63자 이하의 레이블 하나여야 합니다.',
  },
  'IST0106.labelKey': { en: '“{value}” is no label key.', ko: '“{value}”은(는) 레이블 키가 아닙니다.' },
  'IST0106.labelValue': { en: '“{value}” is no label value.', ko: '“{value}”은(는) 레이블 값이 아닙니다.' },
  'IST0106.wildcardInSelector': {
    en: 'A selector takes no wildcards.',
    ko: '셀렉터에는 와일드카드를 쓸 수 없습니다.',
  },
  'IST0106.address': { en: '{value} is no IP address.', ko: '{value|은/는} IP 주소가 아닙니다.' },
  'IST0106.range': {
    en: '{value} is neither an IP address nor a range such as 10.0.0.0/8.',
    ko: '{value|은/는} IP 주소도 10.0.0.0/8 같은 범위도 아닙니다.',
  },
  'IST0106.socketPath': {
    en: 'unix:// needs the absolute path of a socket, not “{value}”.',
    ko: 'unix:// 뒤에는 “{value}”이(가) 아니라 소켓의 절대 경로가 필요합니다.',
  },
  'IST0106.loopback': {
    en: '{value} must be a port of the pod itself: 127.0.0.1:8080, 0.0.0.0:8080, [::1]:8080, :8080 or unix:///path.',
    ko: '{value|은/는} 파드 자신의 포트여야 합니다: 127.0.0.1:8080, 0.0.0.0:8080, [::1]:8080, :8080, unix:///path.',
  },
  'IST0106.duration': {
    en: '{value} must be at least 1ms, in whole milliseconds.',
    ko: '{value|은/는} 1ms 이상이고 밀리초 단위여야 합니다.',
  },
  'IST0106.wholeSeconds': {
    en: '{value} must be whole seconds.',
    ko: '{value|은/는} 초 단위여야 합니다.',
  },
  'IST0106.header': { en: '“{value}” is no header name.', ko: '“{value}”은(는) 헤더 이름이 아닙니다.' },
  'IST0106.proxyHeader': {
    en: '{value} is the proxy’s own: it cannot be changed here.',
    ko: '{value|은/는} 프록시가 다루므로 여기서 바꿀 수 없습니다.',
  },
  'IST0106.headerValue': {
    en: '“{value}” is no header value: a % begins a variable that must close, %% is a plain one.',
    ko: '“{value}”은(는) 헤더 값이 아닙니다. %는 닫아야 하는 변수의 시작이고 %%가 그냥 퍼센트입니다.',
  },
  'IST0106.regex': {
    en: '{value} is no expression of RE2: {reason}.',
    ko: '{value|은/는} RE2 정규식이 아닙니다: {reason}.',
  },
  'IST0106.regexLong': {
    en: 'The expression is longer than 1024 characters.',
    ko: '정규식이 1024자를 넘습니다.',
  },
  'IST0106.outside': {
    en: '{field} is {got}, but must be between {min} and {max}.',
    ko: '{field|이/가} {got}입니다. {min}에서 {max} 사이여야 합니다.',
  },
  'IST0106.word': {
    en: '{got} is not known here; known are {want}.',
    ko: '{got|은/는} 여기서 쓸 수 없습니다. 쓸 수 있는 것: {want}.',
  },
  'IST0106.zeroWeights': {
    en: 'All weights are 0: nothing would get a request.',
    ko: '가중치가 모두 0이라 아무도 요청을 받지 못합니다.',
  },
  'IST0106.needs': { en: '{field} has no place without {other}.', ko: '{field|은/는} {other} 없이 쓸 수 없습니다.' },
  'IST0106.notWith': {
    en: '{value} does not go with {other}.',
    ko: '{value|은/는} {other|과/와} 함께 쓸 수 없습니다.',
  },
  'IST0106.notHere': { en: '{value} is not possible here.', ko: '여기에 {value|을/를} 쓸 수 없습니다.' },
  'IST0106.notSubset': { en: '{value} is none of {other}.', ko: '{value|은/는} {other}에 없습니다.' },
  'IST0106.locality': {
    en: '{value} must be region/zone/subzone without gaps, a wildcard only at the end, and not overlap an earlier one.',
    ko: '{value|은/는} 빈 부분 없는 region/zone/subzone이어야 하고, 와일드카드는 끝에만, 앞의 것과 겹치지 않아야 합니다.',
  },
  'IST0106.localityWeights': {
    en: 'The shares must add up to 100, not {total}.',
    ko: '비율의 합이 {total}입니다. 100이어야 합니다.',
  },
  'IST0106.failover': {
    en: '{value} must lead from one region to another, both named whole.',
    ko: '{value|은/는} 서로 다른 두 리전의 이름이어야 합니다.',
  },
  'IST0106.prime': { en: '{value} must be a prime number.', ko: '{value|은/는} 소수여야 합니다.' },
  'IST0106.attribute': {
    en: '{value} is no attribute that a condition can ask for.',
    ko: '{value|은/는} 조건으로 물을 수 있는 속성이 아닙니다.',
  },
  'IST0106.pathTemplate': {
    en: '{value}: a template takes {*} for one segment and {**} for the rest, and no other wildcards or names.',
    ko: '{value}: 템플릿에는 한 구간의 {*}와 나머지의 {**}만 쓸 수 있습니다.',
  },
  'IST0106.neverTriggered': {
    en: '{action} without rules never applies to anything; an empty rule ({}) applies to every request.',
    ko: '규칙 없는 {action|은/는} 아무것에도 적용되지 않습니다. 빈 규칙({})은 모든 요청에 적용됩니다.',
  },
  'IST0106.url': { en: '{value} is no http:// or https:// address.', ko: '{value|은/는} http(s):// 주소가 아닙니다.' },
  'IST0106.keys': { en: 'These are no JSON web keys.', ko: 'JSON 웹 키가 아닙니다.' },
  'IST0106.tooLarge': { en: '{field} is larger than 1 MB.', ko: '{field|이/가} 1 MB를 넘습니다.' },
  'IST0106.lastListener': {
    en: 'The listener without a port takes all the rest: there is one, and it comes last.',
    ko: '포트 없는 리스너는 나머지를 모두 받으므로 하나만, 맨 뒤에 둡니다.',
  },
  'IST0133.noLabels': {
    en: 'A selector without labels takes every workload of the namespace.',
    ko: '레이블 없는 셀렉터는 네임스페이스의 모든 워크로드에 적용됩니다.',
  },
  'IST0133.deprecated': {
    en: '{field} is old; use {want}.',
    ko: '{field|은/는} 오래된 필드입니다. {want|을/를} 쓰세요.',
  },
  'IST0133.noEffect': { en: '{field} has no effect with {other}.', ko: '{field|은/는} {other}에서 효과가 없습니다.' },
  'IST0133.duplicateHost': {
    en: '{value} is among the hosts already, or makes the others needless.',
    ko: '{value|은/는} 이미 포함되어 있거나 다른 호스트를 불필요하게 합니다.',
  },
  'IST0133.partialWildcard': {
    en: '{value}: a wildcard that is not the whole first label matches nothing in most clients.',
    ko: '{value}: 첫 레이블 전체가 아닌 와일드카드는 대부분 일치하지 않습니다.',
  },
  'IST0133.addressesNeeded': {
    en: 'Without an address, TCP for this host cannot be told from TCP for another.',
    ko: '주소가 없으면 이 호스트의 TCP를 다른 것과 구별할 수 없습니다.',
  },
  'IST0133.sniAddress': {
    en: '{value} is an address, and clients send no SNI for addresses.',
    ko: '{value|은/는} 주소이고, 클라이언트는 주소로 SNI를 보내지 않습니다.',
  },
  'IST0133.legacyGateway': {
    en: '{value} is the old way to name a gateway; write {want}.',
    ko: '{value|은/는} 게이트웨이의 옛 표기입니다. {want|으로/로} 쓰세요.',
  },
  'IST0133.oldTls': {
    en: 'Before TLS 1.2 the default ciphers do not fit: name some in cipherSuites.',
    ko: 'TLS 1.2 미만은 기본 암호와 맞지 않습니다. cipherSuites에 지정하세요.',
  },
  'IST0133.ciphers': {
    en: '{value} is unknown or there twice, and is ignored.',
    ko: '{value|은/는} 알 수 없거나 중복이라 무시됩니다.',
  },
  'IST0133.abortWithoutType': {
    en: 'The abort says no status, so nothing is aborted.',
    ko: '중단할 상태 코드가 없어 중단되지 않습니다.',
  },
  'IST0133.failoverWithoutOutlier': {
    en: 'Without outlier detection nothing tells when to fail over.',
    ko: '이상 감지(outlierDetection)가 없으면 장애 조치가 일어나지 않습니다.',
  },
  'IST0133.denyTcp': {
    en: 'This rule asks for HTTP only: on ports that are not HTTP it denies everything. Name the ports it is for.',
    ko: '이 규칙은 HTTP 속성만 묻습니다. HTTP가 아닌 포트에서는 모두 거부합니다. 포트를 지정하세요.',
  },
  'IST0133.privateKey': {
    en: 'These keys hold a private part, which a manifest tells to everybody who reads it.',
    ko: '이 키에 개인 키가 들어 있어 매니페스트를 읽는 모두에게 공개됩니다.',
  },
  'IST0133.noAddress': {
    en: 'The endpoint has no address, only the network {value}.',
    ko: '엔드포인트에 주소가 없고 네트워크 {value|만/만} 있습니다.',
  },
  'IST0133.severalHosts': {
    en: 'Several hosts share these addresses, and TCP does not say which one is meant.',
    ko: '여러 호스트가 주소를 공유하며 TCP로는 어느 것인지 알 수 없습니다.',
  },
  'IST0133.large': {
    en: 'Bodies of this size burden the control plane.',
    ko: '이 크기의 본문은 컨트롤 플레인에 부담을 줍니다.',
  },
} as const satisfies Words
