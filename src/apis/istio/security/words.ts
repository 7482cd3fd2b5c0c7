import type { Words } from '../../../report/index.ts'

export const securityWords = {
  'peer.mode': {
    en: '{policy} makes the proxy {mode} about mutual TLS on port {port}.',
    ko: '{policy|이/가} 포트 {port}의 mTLS를 {mode|으로/로} 정합니다.',
  },
  'peer.default': {
    en: 'No PeerAuthentication speaks of port {port}: the proxy is {mode}, it takes mutual TLS and plain text.',
    ko: '포트 {port}에 대한 PeerAuthentication이 없어 프록시는 {mode}입니다. mTLS와 평문을 모두 받습니다.',
  },
  'peer.needsMutual': {
    en: 'The proxy takes mutual TLS alone, and this connection is {spoken}: it is reset.',
    ko: '프록시가 mTLS만 받는데 이 연결은 {spoken}이므로 끊습니다.',
  },
  'peer.notUnderstood': {
    en: 'The port speaks HTTP, and what arrives is {spoken}: the proxy cannot read it.',
    ko: '이 포트는 HTTP인데 도착한 것은 {spoken|이어서/여서} 프록시가 읽지 못합니다.',
  },
  'peer.listenerTls': {
    en: 'The proxy ends TLS on this port as its Sidecar says, and this connection is {spoken}: it is reset.',
    ko: '프록시가 Sidecar에 적힌 대로 이 포트에서 TLS를 끝내는데 이 연결은 {spoken}이므로 끊습니다.',
  },
  'peer.nobodyEndsTls': {
    en: 'The proxy is told to take no mutual TLS and hands it on unread; the application behind it cannot answer it.',
    ko: '프록시는 mTLS를 받지 않도록 설정되어 그대로 넘기고, 뒤의 애플리케이션은 그것을 이해하지 못합니다.',
  },
  'peer.waitsForClient': {
    en: 'The proxy waits for the client to speak first, to tell mutual TLS from plain text; the server here speaks first, and nobody does.',
    ko: '프록시는 mTLS와 평문을 구분하려고 클라이언트가 먼저 보내기를 기다립니다. 이 서버는 먼저 말하는 쪽이라 아무도 시작하지 않습니다.',
  },
  'jwt.verified': {
    en: '{policy} accepts the token of {issuer}.',
    ko: '{policy|이/가} {issuer}의 토큰을 받아들입니다.',
  },
  'jwt.invalid': {
    en: '{policy} finds a token that is not valid: 401.',
    ko: '{policy}: 유효하지 않은 토큰이라 401입니다.',
  },
  'jwt.otherIssuer': {
    en: '{policy} knows no issuer {issuer}: 401.',
    ko: '{policy}에 발급자 {issuer|이/가} 없어 401입니다.',
  },
  'jwt.expired': {
    en: '{policy}: the token of {issuer} has expired: 401.',
    ko: '{policy}: {issuer}의 토큰이 만료되어 401입니다.',
  },
  'jwt.otherAudience': {
    en: '{policy}: the token of {issuer} is made out to another audience: 403.',
    ko: '{policy}: {issuer}의 토큰 대상(audience)이 달라 403입니다.',
  },
  'jwt.keysUnknown': {
    en: 'Whether {policy} can fetch the keys of {issuer} is in no manifest.',
    ko: '{policy|이/가} {issuer}의 키를 가져올 수 있는지는 매니페스트에 없습니다.',
  },
  'path.normalised': {
    en: 'The proxy reads the path {from} as {to}.',
    ko: '프록시는 경로 {from|을/를} {to|으로/로} 읽습니다.',
  },
  'authz.allowMatches': { en: '{policy} allows it.', ko: '{policy|이/가} 허용합니다.' },
  'authz.allowNoMatch': { en: 'No rule of {policy} allows it.', ko: '{policy}에 허용하는 규칙이 없습니다.' },
  'authz.allowOpen': {
    en: 'Whether {policy} allows it hangs on what no manifest says.',
    ko: '{policy|이/가} 허용하는지는 매니페스트에 없는 정보에 달려 있습니다.',
  },
  'authz.denyMatches': { en: '{policy} denies it.', ko: '{policy|이/가} 거부합니다.' },
  'authz.denyNoMatch': { en: '{policy} does not deny it.', ko: '{policy|은/는} 거부하지 않습니다.' },
  'authz.denyOpen': {
    en: 'Whether {policy} denies it hangs on what no manifest says.',
    ko: '{policy|이/가} 거부하는지는 매니페스트에 없는 정보에 달려 있습니다.',
  },
  'authz.customMatches': {
    en: '{policy} leaves it to an outside service.',
    ko: '{policy|은/는} 외부 서비스에 판단을 맡깁니다.',
  },
  'authz.customNoMatch': { en: '{policy} does not ask about it.', ko: '{policy|은/는} 이 요청을 묻지 않습니다.' },
  'authz.customOpen': {
    en: 'Whether {policy} asks about it hangs on what no manifest says.',
    ko: '{policy|이/가} 이 요청을 묻는지는 매니페스트에 없는 정보에 달려 있습니다.',
  },
  'authz.allowedByNone': {
    en: 'The workload is selected by {count} policies that allow, and none of them allows this.',
    ko: '워크로드를 선택하는 허용 정책 {count}개 가운데 이것을 허용하는 것이 없습니다.',
  },
  'authz.ruleNeedsHttp': {
    en: 'This rule asks for parts of an HTTP request; below HTTP it grants nothing.',
    ko: '이 규칙은 HTTP 요청의 내용을 요구하므로 HTTP가 아니면 아무것도 허용하지 않습니다.',
  },
  'authz.fieldFails': {
    en: '{field}: asked for {want}, and it is {got}.',
    ko: '{field}: {want|을/를} 요구하지만 실제는 {got}입니다.',
  },
  'authz.fieldUnknown': {
    en: '{field}: asked for {want}; what it is, no manifest says.',
    ko: '{field}: {want|을/를} 요구하지만 실제 값은 매니페스트에 없습니다.',
  },
} as const satisfies Words
