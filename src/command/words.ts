import type { Words } from '../report/index.ts'

/** Labels in the undo list, and reasons for refusing a gesture. */
export const commandWords = {
  'command.attach': { en: 'Attach {from} to {to}', ko: '{from|을/를} {to}에 연결' },
  'command.addBackend': { en: 'Send {from} to {to}', ko: '{from|을/를} {to|으로/로} 보내기' },
  'command.setBackend': { en: 'Point {from} at {to}', ko: '{from|을/를} {to|으로/로} 지정' },
  'command.select': { en: '{from} selects {to}', ko: '{from|이/가} {to|을/를} 선택' },
  'command.protect': { en: '{from} guards {to}', ko: '{from|이/가} {to|을/를} 보호' },
  'command.disconnect': { en: 'Disconnect from {from}', ko: '{from} 연결 해제' },
  'command.create': { en: 'Create {kind} {name}', ko: '{kind} {name} 만들기' },
  'command.leaves': {
    en: '{from} still names {to}.',
    ko: '{from|이/가} 여전히 {to|을/를} 참조합니다.',
  },
  'command.leavesMore': { en: 'So do others: {count}.', ko: '그 밖에 {count}개가 더 있습니다.' },
  'command.reconnect': { en: 'Lead {from} to {to} instead', ko: '{from|을/를} {to|으로/로} 바꿔 연결' },
  'command.paste': { en: 'Paste {count| resource/ resources}', ko: '리소스 {count}개 붙여넣기' },
  'command.pastedAs': {
    en: '{from} is there already: pasted as {name}.',
    ko: '{from|은/는} 이미 있어 {name|으로/로} 붙였습니다.',
  },
  'command.nothingToPaste': {
    en: 'There is no manifest in what was copied.',
    ko: '복사한 것에 매니페스트가 없습니다.',
  },
  'command.format': { en: 'Format the document', ko: '문서 정리' },
  'format.broken': {
    en: 'The document at line {line} is left as it is: its YAML does not parse.',
    ko: '{line}번째 줄의 문서는 YAML을 해석할 수 없어 그대로 두었습니다.',
  },
  'format.explicitKey': {
    en: 'The document at line {line} is left as it is: it has keys that begin with a question mark.',
    ko: '{line}번째 줄의 문서는 물음표로 시작하는 키가 있어 그대로 두었습니다.',
  },
  'format.unusual': {
    en: 'The document at line {line} is left as it is: something stands before a key on its line.',
    ko: '{line}번째 줄의 문서는 키 앞에 다른 것이 있어 그대로 두었습니다.',
  },
  'format.unsafe': {
    en: 'The document at line {line} is left as it is: formatted, it would mean something else.',
    ko: '{line}번째 줄의 문서는 정리하면 뜻이 달라져 그대로 두었습니다.',
  },
  'command.rename': { en: 'Rename {from} to {name}', ko: '{from} 이름을 {name|으로/로} 변경' },
  'command.duplicate': { en: 'Duplicate {from} as {name}', ko: '{from|을/를} {name|으로/로} 복제' },
  'command.delete': { en: 'Delete {from}', ko: '{from} 삭제' },
  'command.deleteMany': { en: 'Delete {count| resource/ resources}', ko: '리소스 {count}개 삭제' },
  'command.policyAllow': { en: 'Let {from} reach {to}', ko: '{from}에서 {to|으로/로} 허용' },
  'command.policyRefuse': { en: 'Shut {from} out of {to}', ko: '{from}에서 {to|으로/로} 차단' },
  'command.policyStart': { en: 'Begin {namespace} with {name}', ko: '{namespace}에 {name|으로/로} 시작' },
  'command.policyOpen': {
    en: '{from} may reach {to} there already.',
    ko: '{from|은/는} 이미 {to}에 닿을 수 있습니다.',
  },
  'command.policyShut': {
    en: '{from} cannot reach {to} there anyway.',
    ko: '{from|은/는} 어차피 {to}에 닿을 수 없습니다.',
  },
  'command.policyElsewhere': {
    en: 'No NetworkPolicy can bring that about: a policy of administrators, or an address that is not known, decides about {from} and {to}.',
    ko: 'NetworkPolicy로는 할 수 없습니다. 관리자 정책이나 알 수 없는 주소가 {from|과/와} {to} 사이를 결정합니다.',
  },
  'command.policyOnNode': {
    en: '{to} runs on its node’s network, and no policy selects it.',
    ko: '{to|은/는} 노드 네트워크에서 실행되어 어떤 정책도 선택하지 않습니다.',
  },
  'command.assume': { en: 'Write down {field}', ko: '{field} 적어 두기' },
  'command.set': { en: 'Set {field}', ko: '{field} 설정' },
  'command.edit': { en: 'Change {field}', ko: '{field} 변경' },
  'command.remove': { en: 'Remove {field}', ko: '{field} 제거' },
  'fix.grant': {
    en: 'Grant {from} access to {to} with a ReferenceGrant in {namespace}',
    ko: '{namespace}에 ReferenceGrant를 두어 {from}에게 {to} 접근 허용',
  },
  'fix.allowNamespace': {
    en: 'Let routes of namespace {namespace} attach to {listener} of {to}',
    ko: '{to}의 {listener}에 {namespace} 네임스페이스의 라우트 허용',
  },
  'fix.allowAll': {
    en: 'Let routes of all namespaces attach to {listener} of {to}',
    ko: '{to}의 {listener}에 모든 네임스페이스의 라우트 허용',
  },
  'fix.section': { en: 'Attach to listener {listener} of {to}', ko: '{to}의 리스너 {listener}에 연결' },
  'fix.anySection': { en: 'Attach to any listener of {to}', ko: '{to}의 모든 리스너에 연결' },
  'fix.useName': { en: 'Use {to}', ko: '{to} 사용' },
  'fix.usePort': { en: 'Use port {port} of {to}', ko: '{to}의 포트 {port} 사용' },
  'fix.removeRule': { en: 'Remove the rule {match} of {from}', ko: '{from}의 규칙 {match} 제거' },
  'fix.removeMatch': { en: 'Remove the match {match} of {from}', ko: '{from}의 조건 {match} 제거' },
  'command.tune': { en: 'Set {field} of {from}', ko: '{from}의 {field} 설정' },
  'command.untune': { en: 'Remove {field} of {from}', ko: '{from}의 {field} 제거' },
  'tune.badDuration': {
    en: 'Write a duration such as 500ms, 2s or 1m30s.',
    ko: '500ms, 2s, 1m30s처럼 시간을 적으세요.',
  },
  'tune.badGatewayDuration': {
    en: 'Write whole numbers with h, m, s or ms, such as 500ms or 1m30s: Gateway API takes no fractions.',
    ko: '500ms, 1m30s처럼 정수에 h, m, s, ms를 붙여 적으세요. Gateway API는 소수를 받지 않습니다.',
  },
  'tune.tooFine': { en: 'Istio takes no part of a millisecond.', ko: 'Istio는 밀리초보다 작은 값을 받지 않습니다.' },
  'tune.tooShort': { en: 'Istio wants at least 1ms here.', ko: 'Istio는 여기에 1ms 이상을 요구합니다.' },
  'tune.notWhole': {
    en: 'Write a whole number from {least} to {most}.',
    ko: '{least}에서 {most} 사이의 정수를 적으세요.',
  },
  'tune.badPercent': { en: 'Write a number from 0 to 100.', ko: '0에서 100 사이의 수를 적으세요.' },
  'tune.notOneOf': { en: 'This is none of its values.', ko: '허용되지 않는 값입니다.' },
  'tune.badCodes': {
    en: 'Write statuses from 400 to 599, with commas between them.',
    ko: '400에서 599 사이의 상태 코드를 쉼표로 나누어 적으세요.',
  },
  'tune.badRetryOn': {
    en: 'Istio knows no condition {word} to try again on.',
    ko: 'Istio에는 {word}라는 재시도 조건이 없습니다.',
  },
  'tune.needed': { en: '{other} means nothing without it.', ko: '이것이 없으면 {other|은/는} 의미가 없습니다.' },
  'tune.eitherOr': { en: 'Either this or {other}, not both.', ko: '이것과 {other} 중 하나만 쓸 수 있습니다.' },
  'tune.noTries': {
    en: 'With 0 tries nothing else of it may be set.',
    ko: '0이면 나머지 재시도 설정을 둘 수 없습니다.',
  },
  'tune.backendLonger': {
    en: 'A try cannot last longer than its request.',
    ko: '한 번의 시도가 요청 전체보다 길 수 없습니다.',
  },
  'command.weigh': { en: 'Send {share} to {to}', ko: '{to|으로/로} {share} 보내기' },
  'command.noShare': { en: 'This line shares its traffic with no other.', ko: '이 선은 트래픽을 나누지 않습니다.' },
  'command.notExtended': {
    en: '{from} takes no {part} here.',
    ko: '{from}의 이곳에는 {part|을/를} 추가할 수 없습니다.',
  },
  'extend.listener': { en: 'Add a listener', ko: '리스너 추가' },
  'extend.rule': { en: 'Add a rule', ko: '규칙 추가' },
  'extend.hostname': { en: 'Add a hostname', ko: '호스트 이름 추가' },
  'extend.match': { en: 'Add a match', ko: '조건 추가' },
  'extend.filter': { en: 'Add a filter: {filter}', ko: '필터 추가: {filter}' },
  'extend.timeouts': { en: 'Add a timeout', ko: '시간 제한 추가' },
  'extend.retry': { en: 'Add retries', ko: '재시도 추가' },
  'extend.host': { en: 'Add a host', ko: '호스트 추가' },
  'extend.path': { en: 'Add a path', ko: '경로 추가' },
  'command.gone': { en: 'What this was about is no longer there.', ko: '대상이 더 이상 없습니다.' },
  'command.notDeclared': {
    en: 'Both ends must be declared in this project.',
    ko: '양쪽 모두 이 프로젝트에 선언되어 있어야 합니다.',
  },
  'command.veiled': {
    en: 'A later document replaces this one; connect that one instead.',
    ko: '뒤의 문서가 이것을 대체합니다. 그 문서를 연결하세요.',
  },
  'command.stale': {
    en: 'Its YAML does not parse right now. Repair it first.',
    ko: '지금은 YAML을 해석할 수 없습니다. 먼저 고치세요.',
  },
  'command.toItself': {
    en: 'A resource cannot be connected to itself.',
    ko: '리소스를 자기 자신에 연결할 수 없습니다.',
  },
  'command.cannotConnect': {
    en: '{from} and {to} have no field that could connect them.',
    ko: '{from|과/와} {to|을/를} 이을 수 있는 필드가 없습니다.',
  },
  'command.alreadyConnected': {
    en: '{from} and {to} are connected already.',
    ko: '{from|과/와} {to|은/는} 이미 연결되어 있습니다.',
  },
  'command.noPort': { en: '{to} has no ports yet.', ko: '{to}에 아직 포트가 없습니다.' },
  'command.chooseRule': {
    en: '{from} has several rules: drag from the one that you mean.',
    ko: '{from}에는 규칙이 여러 개입니다. 원하는 규칙에서 끌어 주세요.',
  },
  'command.ruleRedirects': {
    en: 'This rule redirects, so it cannot have backends.',
    ko: '이 규칙은 리다이렉트하므로 백엔드를 가질 수 없습니다.',
  },
  'command.otherNamespace': {
    en: '{from} can only reach its own namespace, and {to} is in another.',
    ko: '{from|은/는} 자기 네임스페이스만 가리킬 수 있는데 {to|은/는} 다른 네임스페이스에 있습니다.',
  },
  'command.noLabels': {
    en: 'The pods of {to} have no labels to select them by.',
    ko: '{to}의 파드에 선택할 레이블이 없습니다.',
  },
  'command.externalName': {
    en: '{from} is an alias of an outside name and selects no pods.',
    ko: '{from|은/는} 외부 이름의 별칭이어서 파드를 선택하지 않습니다.',
  },
  'command.hasExpressions': {
    en: '{from} selects by expressions; edit them in the YAML.',
    ko: '{from|은/는} 표현식으로 선택합니다. YAML에서 편집하세요.',
  },
  'command.oldVersion': {
    en: '{from} is of an API version that clusters no longer serve; move it to networking.k8s.io/v1 first.',
    ko: '{from|은/는} 더 이상 제공되지 않는 API 버전입니다. 먼저 networking.k8s.io/v1로 옮기세요.',
  },
  'command.derivedEdge': {
    en: 'This line follows from other fields and has none of its own to remove.',
    ko: '이 선은 다른 필드에서 나온 것이어서 지울 필드가 없습니다.',
  },
  'command.selectsByLabel': {
    en: '{from} selects by labels; change its podSelector to let a workload out.',
    ko: '{from|은/는} 레이블로 선택합니다. 워크로드를 빼려면 podSelector를 바꾸세요.',
  },
  'command.unknownKind': { en: 'There is no template for {kind}.', ko: '{kind} 템플릿이 없습니다.' },
  'command.sameName': { en: 'It is called {name} already.', ko: '이미 이름이 {name}입니다.' },
  'command.nameTaken': {
    en: 'Another {kind} is called {name} in this namespace.',
    ko: '이 네임스페이스에 이름이 {name}인 {kind|이/가} 이미 있습니다.',
  },
} as const satisfies Words
