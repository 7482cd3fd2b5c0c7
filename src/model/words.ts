import type { Words } from '../report/index.ts'

/** What is wrong with a document, as the API server would say it. */
export const modelWords = {
  'model.notAnObject': {
    en: 'This document is not a Kubernetes object: it holds no map of fields.',
    ko: '이 문서는 쿠버네티스 오브젝트가 아닙니다. 필드 맵이 없습니다.',
  },
  'model.noManifest': {
    en: 'Without a kind this is no object of a cluster: it is left as it is.',
    ko: 'kind가 없으므로 클러스터의 오브젝트가 아닙니다. 그대로 둡니다.',
  },
  'model.kindElsewhere': {
    en: 'No API server takes {kind} as {version}; it is of {want}. Until then it does not exist.',
    ko: '{version}의 {kind|을/를} 받는 API 서버는 없습니다. {want}의 것입니다. 고치기 전에는 없는 것과 같습니다.',
  },
  'model.listWhole': {
    en: 'The items of this {kind} cannot be told apart (anchors lead from one item to another, or one of them is no object), so they are not shown. Save it without anchors.',
    ko: '이 {kind}의 항목을 나눌 수 없어(앵커가 항목 사이를 잇거나 오브젝트가 아닌 항목이 있습니다) 표시하지 않습니다. 앵커 없이 저장하세요.',
  },
  'istio.meshUnreadable': {
    en: 'The mesh configuration in this text cannot be read: {message}.',
    ko: '이 텍스트의 메시 설정을 읽을 수 없습니다: {message}.',
  },
  'istio.badDuration': {
    en: '{got} is no duration, such as 1.5s or 1h30m.',
    ko: '{got|은/는} 1.5s나 1h30m 같은 기간이 아닙니다.',
  },
  'model.required': { en: '{field} is required.', ko: '{field|은/는} 필수입니다.' },
  'model.wrongType': {
    en: '{field} must be a {want}, but it is a {got}.',
    ko: '{field|은/는} {want}이어야 하지만 {got}입니다.',
  },
  'model.notAString': {
    en: '{field} must be a string, but kubectl reads {source} as a {read}. Put it in quotes: "{source}".',
    ko: '{field|은/는} 문자열이어야 하지만 kubectl은 {source|을/를} {read|으로/로} 읽습니다. 따옴표로 감싸세요: "{source}".',
  },
  'model.notOneOf': {
    en: '{field} is {got}, but must be one of {want}.',
    ko: '{field|이/가} {got}입니다. 다음 중 하나여야 합니다: {want}.',
  },
  'model.outOfRange': {
    en: '{field} is {got}, but must be between {min} and {max}.',
    ko: '{field|이/가} {got}입니다. {min}에서 {max} 사이여야 합니다.',
  },
  'model.badName': {
    en: '{name} is no valid name: lower-case letters, digits, dashes and dots, beginning and ending with a letter or digit.',
    ko: '{name|은/는} 올바른 이름이 아닙니다. 소문자, 숫자, 대시, 점만 쓰고 글자나 숫자로 시작하고 끝나야 합니다.',
  },
  'model.unknownVersion': {
    en: '{kind} has no version {version} that is known here; it is read like {want}.',
    ko: '{kind}의 버전 {version|은/는} 알려져 있지 않아 {want}처럼 읽습니다.',
  },
  'model.selectorMissesTemplate': {
    en: "The selector wants {label}, but the {kind}'s own pod template does not have it.",
    ko: '셀렉터는 {label|을/를} 요구하지만 {kind} 자신의 파드 템플릿에는 없습니다.',
  },
  'model.badHostname': {
    en: '"{host}" is no hostname: lower-case letters, digits, dashes and dots, and a star only for the whole first label.',
    ko: '{host|은/는} 올바른 호스트 이름이 아닙니다. 소문자, 숫자, 대시, 점만 쓰고 별표는 첫 레이블 전체에만 씁니다.',
  },
  'model.kindMisspelt': {
    en: 'No API server knows the kind {kind}; {near} is one.',
    ko: '{kind|이라는/라는} 종류를 아는 API 서버는 없습니다. {near|은/는} 있습니다.',
  },
  'model.badLabelKey': { en: '{label} is no valid label key.', ko: '{label|은/는} 올바른 레이블 키가 아닙니다.' },
  'model.badLabelValue': { en: '{label} is no valid label value.', ko: '{label|은/는} 올바른 레이블 값이 아닙니다.' },
  'model.selectorValues': {
    en: 'In and NotIn need values; Exists and DoesNotExist take none. Here: {operator}.',
    ko: 'In과 NotIn에는 값이 필요하고 Exists와 DoesNotExist에는 값이 없어야 합니다. 여기는 {operator}입니다.',
  },
  'service.portNeedsName': {
    en: 'Port {port} needs a name, because the Service has several ports.',
    ko: '서비스에 포트가 여러 개이므로 포트 {port}에는 이름이 필요합니다.',
  },
  'service.portTwice': {
    en: 'Port {port} {protocol} is there twice.',
    ko: '포트 {port} {protocol|이/가} 두 번 있습니다.',
  },
  'ingress.backendEmpty': {
    en: 'The backend names neither a service nor a resource.',
    ko: '백엔드가 서비스도 리소스도 가리키지 않습니다.',
  },
  'ingress.pathNotAbsolute': {
    en: 'The path {path} must begin with a slash.',
    ko: '경로 {path|은/는} 슬래시로 시작해야 합니다.',
  },
  'ingress.portTwice': {
    en: 'A port is given by its number or by its name, not by both.',
    ko: '포트는 번호나 이름 가운데 하나로만 지정합니다.',
  },
  'ingress.badWildcard': {
    en: '{host}: a wildcard stands for the first label only, as in *.example.com.',
    ko: '{host}: 와일드카드는 *.example.com처럼 첫 레이블에만 쓸 수 있습니다.',
  },
  'ingress.classTwice': {
    en: 'The class is given twice: the annotation may not stand beside spec.ingressClassName.',
    ko: '클래스가 두 번 지정되었습니다. 애너테이션과 spec.ingressClassName은 함께 쓸 수 없습니다.',
  },
  'ingress.empty': {
    en: 'An Ingress needs rules or a default backend.',
    ko: '인그레스에는 규칙이나 기본 백엔드가 필요합니다.',
  },
  'gateway.listenerNameTwice': { en: 'Two listeners are named {name}.', ko: '이름이 {name}인 리스너가 둘입니다.' },
  'httproute.pathNotAbsolute': {
    en: 'The path {path} must begin with a slash.',
    ko: '경로 {path|은/는} 슬래시로 시작해야 합니다.',
  },
  'network.named': {
    en: 'A UserDefinedNetwork may not be called default.',
    ko: 'UserDefinedNetwork의 이름은 default일 수 없습니다.',
  },
  'network.reserved': {
    en: 'In {namespace}, a namespace of the cluster itself, a UserDefinedNetwork isolates nothing and opens holes.',
    ko: '클러스터 자신의 네임스페이스인 {namespace}에 UserDefinedNetwork를 만들면 격리되지 않고 위험해집니다.',
  },
  'policy.badCidr': {
    en: '{cidr} is no address range, such as 10.0.0.0/8.',
    ko: '{cidr|은/는} 10.0.0.0/8 같은 주소 범위가 아닙니다.',
  },
  'policy.exceptOutside': {
    en: 'The exception {except} must be a part of {cidr}.',
    ko: '예외 {except|은/는} {cidr}의 일부여야 합니다.',
  },
  'policy.peerMixed': {
    en: 'A peer is either an ipBlock or selectors, not both.',
    ko: '피어는 ipBlock이거나 셀렉터여야 하며 둘 다일 수 없습니다.',
  },
  'policy.peerEmpty': {
    en: 'This peer says nothing: give it a podSelector, a namespaceSelector or an ipBlock.',
    ko: '이 피어는 비어 있습니다. podSelector, namespaceSelector, ipBlock 중 하나를 지정하세요.',
  },
  'adminPolicy.oneOf': { en: 'Exactly one of {field} must be given.', ko: '{field} 중 정확히 하나만 지정해야 합니다.' },
  'adminPolicy.baselineName': {
    en: 'The one BaselineAdminNetworkPolicy of a cluster is called default.',
    ko: '클러스터에 하나뿐인 BaselineAdminNetworkPolicy의 이름은 default여야 합니다.',
  },
  'adminPolicy.longName': {
    en: 'A rule’s name may have 100 characters.',
    ko: '규칙 이름은 100자까지입니다.',
  },
  'adminPolicy.namesAllowOnly': {
    en: 'Peers by domain name stand in rules that allow, only.',
    ko: '도메인 이름 피어는 허용 규칙에만 쓸 수 있습니다.',
  },
  'adminPolicy.tooMany': {
    en: 'The API takes at most {most} of these, and here are {count}.',
    ko: 'API는 최대 {most}개까지 받지만 여기에는 {count}개가 있습니다.',
  },
  'policy.badPortName': {
    en: '{name} is no port name: at most 15 of a-z, 0-9 and dashes, with a letter.',
    ko: '{name|은/는} 포트 이름이 아닙니다. a-z, 0-9, 대시로 15자까지 쓰고 글자가 하나 있어야 합니다.',
  },
  'policy.endPortNeedsNumber': {
    en: 'endPort {endPort} needs a numeric port beside it.',
    ko: 'endPort {endPort}에는 숫자 포트가 필요합니다.',
  },
  'policy.endPortBelowPort': {
    en: 'endPort {endPort} is below port {port}.',
    ko: 'endPort {endPort|이/가} 포트 {port}보다 작습니다.',
  },
} as const satisfies Words
